import type { CallAddition, ImportedCall, JsonObject } from './import-item.ts';

/** Completes a call by another reading of the same one: the whole call by the item of a list, or the item by the whole. */
export function joinCalls(known: ImportedCall, other: ImportedCall): ImportedCall {
  if (known.part === other.part) return { ...other, corrected: other.corrected ?? known.corrected };
  const [whole, listed] = known.part === 'whole' ? [known, other] : [other, known];
  return {
    ...whole,
    details: withFields(listed.details, whole.details),
    recording: whole.recording ?? listed.recording,
  };
}

/** Adds to a call what another file says of it. Its transcript stays as it is. */
export function joinAddition(call: ImportedCall, { details, corrected }: CallAddition): ImportedCall {
  const { transcripts: _rows, concatenated_transcript: _text, ...added } = details;
  return { ...call, details: withFields(call.details, added), corrected: corrected ?? call.corrected };
}

/** Returns the known ID that a file is named after, as in `<id>.json` or `corrected-<id>.json`; null when it is not just one. */
export function callNamedIn(name: string, callIds: Iterable<string>): string | null {
  let found: string | null = null;
  for (const id of callIds) {
    const at = name.indexOf(id);
    const isWord = at !== -1 && !/[\p{L}\p{N}]/u.test((name[at - 1] ?? '') + (name[at + id.length] ?? ''));
    if (!isWord) continue;
    if (found !== null) return null;
    found = id;
  }
  return found;
}

/** The fields of both; those of the second win, unless they hold nothing. */
function withFields(first: JsonObject, second: JsonObject): JsonObject {
  const names = Object.keys({ ...first, ...second });
  return Object.fromEntries(names.map((name) => [name, second[name] ?? first[name] ?? null]));
}
