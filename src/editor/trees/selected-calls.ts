import type { Call } from '../call.ts';

/** Returns the IDs of the calls among the rows that were selected when a command ran. */
export function selectedCalls({ selection }: Call): readonly string[] {
  return selection.flatMap((row) => {
    const callId: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'callId') : undefined;
    return typeof callId === 'string' ? [callId] : [];
  });
}
