/** The user closed a prompt or pressed Cancel: nothing to report, nothing was done. */
export class Cancelled extends Error {
  override readonly name = 'Canceled';
}

/** Whether this is a person's or the editor's decision rather than a failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Cancelled || (error instanceof Error && error.name === 'AbortError');
}

/** What a prompt gave, or `Cancelled` when it was closed. */
export function orCancelled<T>(value: T | undefined): T {
  if (value === undefined) throw new Cancelled();
  return value;
}
