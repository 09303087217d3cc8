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
