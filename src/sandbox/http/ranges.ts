import type { Context } from 'hono';

/**
 * Answers with a file, or with the part of it that `Range` asks for: 206, or 416 when it has none such. Several parts
 * at once, and what is no range at all, are answered with the whole, as HTTP allows.
 */
export function answerFile(c: Context, file: Buffer<ArrayBuffer>, mediaType: string): Response {
  const headers = { 'content-type': mediaType, 'accept-ranges': 'bytes', 'cache-control': 'no-store' };
  const range = readRange(c.req.header('range'), file.length);
  if (range === undefined) return c.body(file, 200, { ...headers, 'content-length': String(file.length) });
  if (range === 'none') return c.body(null, 416, { 'content-range': `bytes */${file.length}` });
  const part = file.subarray(range.first, range.last + 1);
  return c.body(part, 206, {
    ...headers,
    'content-length': String(part.length),
    'content-range': `bytes ${range.first}-${range.last}/${file.length}`,
  });
}

/** RFC 9110, 14.1.2: `bytes=0-99`, `bytes=100-`, `bytes=-100`. */
function readRange(
  header: string | undefined,
  length: number,
): { readonly first: number; readonly last: number } | 'none' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  if (from === '')
    return Number(to) === 0 || length === 0 ? 'none' : { first: Math.max(0, length - Number(to)), last: length - 1 };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  if (Number(from) >= length) return 'none';
  return { first: Number(from), last: to === '' ? length - 1 : Math.min(Number(to), length - 1) };
}
