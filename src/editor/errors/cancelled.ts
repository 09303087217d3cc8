import { CodedError } from '../../shared/coded-error.ts';

/** Thrown when the user closes a prompt or presses Cancel: nothing was done, and the UI reports nothing. */
export class Cancelled extends CodedError {
  /** Name and message by which VS Code recognises a cancellation. */
  override readonly name = 'Canceled';
  override readonly code = 'CANCELLED';

  constructor() {
    super('Canceled');
  }
}

/** True for a person's or the editor's decision, which is no failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Cancelled || (error instanceof Error && error.name === 'AbortError');
}

/** Returns what a prompt resolved to. @throws Cancelled when it was closed */
export function orCancelled<T>(value: T | undefined): T {
  if (value === undefined) throw new Cancelled();
  return value;
}
