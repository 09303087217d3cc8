import { openIssues } from './open-issues.ts';
import { settledIssues } from './settled-issues.ts';
import type { IssueSeed } from './issue.ts';

/** The sample issues: every status and every severity, from minutes to months ago. */
export const issueSeeds: readonly IssueSeed[] = [...openIssues, ...settledIssues].sort((a, b) => a.number - b.number);
