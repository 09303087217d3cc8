import type { IssueHostMessage, IssueMessage } from '../../src/shared/issue-messages.ts';
import type { Handlers } from '../../src/shared/messages.ts';
import type { Host } from '../ui/host.ts';

export type IssueHost = Host<IssueMessage>;
export type Post = IssueHost['post'];
export type IssueHandlers = Handlers<IssueHostMessage>;
