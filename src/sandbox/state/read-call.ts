import { isJsonObject, type JsonObject } from './schema.ts';

/** Limit of nesting: JSON.stringify fails on values that JSON.parse still reads. */
const maxDepth = 200;

/** A call, or the reason why an item is none, as a sentence. */
export type ReadCall =
  | { readonly call: { readonly callId: string; readonly details: JsonObject; readonly corrected: unknown } }
  | { readonly reason: string };

/**
 * Reads Call Details, or `{ details, corrected }`. A call that nobody answered has no transcripts. Rows without text or with an
 * unknown speaker, and what is no row at all, are accepted, since servers send them.
 */
export function readCall(content: unknown): ReadCall {
  if (!isJsonObject(content)) return { reason: 'It is not a JSON object.' };
  const wrapped = Object.hasOwn(content, 'details');
  const details = wrapped ? content['details'] : content;
  if (!isJsonObject(details)) return { reason: 'Its details are not an object.' };
  const callId = details['call_id'];
  if (callId === undefined) return { reason: 'It has no call_id.' };
  if (typeof callId !== 'string') return { reason: 'Its call_id is not a text.' };
  if (callId.trim() === '') return { reason: 'Its call_id is empty.' };
  if (callId.length > 200) return { reason: 'Its call_id is longer than 200 characters.' };
  if (/[\p{Cc}/?#\\]|^\.{1,2}$/u.test(callId)) return { reason: 'Its call_id has characters that no call id has.' };
  const rows = details['transcripts'];
  if (rows !== undefined && rows !== null && !Array.isArray(rows)) return { reason: 'transcripts is not a list.' };
  if (isDeeperThan(content, maxDepth)) return { reason: `It is nested more than ${maxDepth} levels deep.` };
  return { call: { callId, details, corrected: wrapped ? (content['corrected'] ?? null) : null } };
}

/** Without recursion, which a hostile file could exhaust. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
