import type { Handlers, HostMessage, PageMessage } from '../../src/shared/messages.ts';
import type { Host } from '../ui/host.ts';

export type TranscriptHost = Host<PageMessage>;
export type Post = TranscriptHost['post'];
export type HostHandlers = Handlers<HostMessage>;
