import type { Pending, WriteKind } from '../outbox/outbox.ts';
import type { Session } from '../sessions/session.ts';
import type { ToolArguments, ToolName } from './schemas.ts';

/** What tools read from. */
export type ToolData = Pick<Session, 'api' | 'issues' | 'transcripts' | 'pathways' | 'members'>;

/** A call of a tool. */
export interface ToolCall {
  readonly data: ToolData;
  /** Mask personal data in what others said or wrote. */
  readonly masked: boolean;
  readonly signal: AbortSignal;
}

/** Makes a write through the outbox. @throws what it was refused with */
export type Deliver = <P extends object, R>(kind: WriteKind<P, R>, payload: P) => Promise<R | Pending>;

/** A write that a tool wants to make. Nothing has been written yet. */
export interface Proposal {
  readonly issue: { readonly id: string; readonly code: string; readonly title: string };
  /** The message to flag; absent for a comment. */
  readonly message?: {
    readonly callId: string;
    readonly index: number;
    readonly seconds: number | null;
    readonly text: string;
    readonly type: string;
  };
  /** The note or the comment, as it will be written; empty for none. */
  readonly text: string;
  /** All that will be written. Two proposals that write the same have equal ones. */
  readonly payload: object;
  /** Writes it. @returns the answer for the model */
  send(deliver: Deliver): Promise<string>;
}

/** A tool that only reads. Its answer has at most `maxAnswer` characters. */
export type ReadingTool<Name extends ToolName> = (args: ToolArguments<Name>, call: ToolCall) => Promise<string>;

/** A tool that writes what it proposes, once somebody has allowed it. */
export type WritingTool<Name extends ToolName> = (args: ToolArguments<Name>, call: ToolCall) => Promise<Proposal>;

/** Returns what a promise resolves to, unless the call is cancelled first. @throws the signal's reason */
export async function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    over.abort();
  }
}
