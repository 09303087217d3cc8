import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { badRequest, Refusal } from './answers.ts';
import { wording } from './wording.ts';

/** The longest body of a request, in bytes; an import's items do not count. */
export const longestBody = 1024 * 1024;

/**
 * The JSON body of a request, read by a schema.
 * @throws Refusal 400 `bad_request` with every offending path, 413 `payload_too_large`
 */
export async function readBody<Schema extends z.ZodMiniType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const bytes = await readBytes(c);
  requireJson(c);
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw badRequest(wording(parsed.error));
  return parsed.data;
}

/** What is too long is still read to its end, but not kept: the caller then sees the refusal and not a broken pipe. */
async function readBytes(c: Context): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (c.req.raw.body !== null) {
    for await (const chunk of c.req.raw.body) {
      length += chunk.byteLength;
      if (length <= longestBody) chunks.push(chunk);
      else chunks.length = 0;
    }
  }
  if (length > longestBody) throw tooLong(longestBody);
  return Buffer.concat(chunks);
}

export const tooLong = (longest: number): Refusal =>
  new Refusal(413, 'payload_too_large', `The body is longer than ${longest} bytes.`);

/** @throws Refusal 400 `bad_request` */
export function requireJson(c: Context): void {
  if (/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return;
  throw badRequest('The body must be sent as application/json.');
}

/** @throws Refusal 400 `bad_request` */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('The body is not JSON.');
  }
}
