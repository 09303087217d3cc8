import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { badRequest, Refusal } from './answers.ts';
import { wording } from './wording.ts';

const megabyte = 1024 * 1024;
/** The longest body of an import, in bytes. */
export const longestImport = 32 * megabyte;
/** The longest body of every other request, in bytes. */
export const longestBody = megabyte;

/**
 * The JSON body of a request, read by a schema.
 * @throws Refusal 400 `bad_request` with every offending path, 413 `payload_too_large` beyond `longest` bytes
 */
export async function readBody<Schema extends z.ZodMiniType>(
  c: Context,
  schema: Schema,
  longest = longestBody,
): Promise<z.infer<Schema>> {
  const type = c.req.header('content-type') ?? '';
  const bytes = await readBytes(c, longest);
  if (!/^application\/json\s*(;|$)/i.test(type)) throw badRequest('The body must be sent as application/json.');
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw badRequest(wording(parsed.error));
  return parsed.data;
}

/** What is too long is still read to its end, but not kept: the caller then sees the refusal and not a broken pipe. */
async function readBytes(c: Context, longest: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (c.req.raw.body !== null) {
    for await (const chunk of c.req.raw.body) {
      length += chunk.byteLength;
      if (length <= longest) chunks.push(chunk);
      else chunks.length = 0;
    }
  }
  if (length > longest) throw new Refusal(413, 'payload_too_large', `The body is longer than ${longest} bytes.`);
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('The body is not JSON.');
  }
}
