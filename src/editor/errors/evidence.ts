import * as vscode from 'vscode';
import { fromView } from '../call.ts';
import { NothingFlaggedError } from '../../triage/evidence/errors.ts';
import type { Explanation } from './explanation.ts';

/** Explains errors about exports; undefined for others. Errors that only scripts meet keep their own message. */
export function explainEvidence(error: unknown): Explanation | undefined {
  const { l10n } = vscode;
  if (error instanceof NothingFlaggedError) {
    const args = { [fromView]: true, ...error.about, format: 'markdown' };
    return {
      sentence: l10n.t('Nothing is flagged. An evaluation set has one line per flag.'),
      remedies: [{ label: l10n.t('Export as Markdown…'), command: 'callTriage.exportEvidence', args }],
    };
  }
  return undefined;
}
