import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { badRequest, Refusal } from './answers.ts';
import { describeError } from './describe-error.ts';

/** Limit of a body in bytes; an import's items do not count. */
export const maxBodyBytes = 1024 * 1024;

/**
 * Reads the JSON body of a request.
 * @param refuse makes the error for a body of another shape; default 400 `bad_request` with every offending path
 * @throws Refusal also 413 `payload_too_large`
 */
export async function readBody<Schema extends z.ZodMiniType>(
  c: Context,
  schema: Schema,
  refuse: (message: string) => Refusal = badRequest,
): Promise<z.infer<Schema>> {
  const bytes = await readBytes(c);
  requireJson(c);
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw refuse(describeError(parsed.error));
  return parsed.data;
}

/** Reads a body to its end even when it is too large: the client would see a broken pipe instead of the refusal. */
async function readBytes(c: Context): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (c.req.raw.body !== null) {
    for await (const chunk of c.req.raw.body) {
      length += chunk.byteLength;
      if (length <= maxBodyBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
  }
  if (length > maxBodyBytes) throw bodyTooLarge(maxBodyBytes);
  return Buffer.concat(chunks);
}

export const bodyTooLarge = (limit: number): Refusal =>
  new Refusal(413, 'payload_too_large', `The body is longer than ${limit} bytes.`);

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
