import type { Context } from 'hono';
import type * as z from 'zod/mini';
import { type FieldFault, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';

/** 400 in Talkdesk's words, with the fields at fault. */
export function invalid(...fields: readonly FieldFault[]): Refusal {
  return new Refusal(400, 'validation_error', 'The request is not valid.', 'talkdesk', fields);
}

export const missing = (): Refusal => new Refusal(404, 'not_found', 'The attachment was not found.', 'talkdesk');

/** The JSON body of a request, read strictly. @throws Refusal 400 that names each field at fault */
export async function readTalkdeskBody<Schema extends z.ZodMiniType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  try {
    return await readBody(c, schema);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const faults = error.message.split('; ').map((fault) => {
      const [, name = 'body', description = fault] = /^([\w.]+): (.+)$/.exec(fault) ?? [];
      return { name, description };
    });
    throw invalid(...faults);
  }
}
