import type { Services } from './services.ts';

/** What is read in the active transcript, and the issue it is read under. */
export interface ActiveTranscript {
  readonly connectionId: string;
  /** Null for a conversation, which is no call. */
  readonly callId: string | null;
  readonly issueId: string | null;
}

const askers = new WeakMap<Services, () => ActiveTranscript | undefined>();

/** The transcripts say how the active one is known, once there are any. */
export function offerActiveTranscript(services: Services, ask: () => ActiveTranscript | undefined): void {
  askers.set(services, ask);
}

/** What is being read; undefined when no transcript is active. */
export function activeTranscript(services: Services): ActiveTranscript | undefined {
  return askers.get(services)?.();
}
