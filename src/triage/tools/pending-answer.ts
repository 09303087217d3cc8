import type { Pending } from '../outbox/outbox.ts';
import { plainId } from './untrusted.ts';

/** Returns the answer for a write that is recorded and not delivered yet. */
export function pendingAnswer({ entryId }: Pending): string {
  return `The change is saved and will be sent by itself (pending change ${plainId(entryId)}). Do not repeat it: it would be written twice.`;
}
