import type { HostMessage, PageMessage } from '../../src/shared/messages.ts';
import type { Host, MessageHandlers } from '../ui/host.ts';

export type TranscriptHost = Host<PageMessage>;
export type Post = TranscriptHost['post'];
export type HostHandlers = MessageHandlers<HostMessage>;
