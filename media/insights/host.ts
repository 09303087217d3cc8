import type { InsightsHostMessage, InsightsMessage } from '../../src/shared/insights-messages.ts';
import type { Handlers } from '../../src/shared/messages.ts';
import type { Host } from '../ui/host.ts';

export type InsightsHost = Host<InsightsMessage>;
export type Post = InsightsHost['post'];
export type InsightsHandlers = Handlers<InsightsHostMessage>;
