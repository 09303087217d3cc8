import { CodedError } from '../../shared/coded-error.ts';

/** The user closed a prompt or pressed Cancel; nothing was done. */
export class Cancelled extends CodedError {
  /** Name and message by which VS Code recognises a cancellation. */
  override readonly name = 'Canceled';
  override readonly code = 'CANCELLED';

  constructor() {
    super('Canceled');
  }
}

/** True when the user or the editor cancelled. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Cancelled || (error instanceof Error && error.name === 'AbortError');
}

/** Returns the value of a prompt. @throws Cancelled when it was closed */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Cancelled();
  return value;
}
