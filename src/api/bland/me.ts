import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import { readFlat, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import type { RequestOptions } from './request-options.ts';

/** The account of a key. It has the ID of neither user nor organisation, so it only serves to check the key. */
const meSchema = z.object({
  status: read.text,
  billing: read.orNull(z.object({ current_balance: read.numberOrText, refill_to: read.numberOrText })),
  total_calls: read.number,
});

export type Me = z.output<typeof meSchema>;

/** GET /v1/me. @throws UnauthorizedError, ForbiddenError; ResponseShapeError for an object without any of its fields */
export async function me(client: Client, { signal }: RequestOptions = {}): Promise<Me> {
  const answer = await client.request({ method: 'GET', path: '/v1/me', signal });
  const account = readFlat(answer, meSchema);
  const empty = account.status === null && account.billing === null && account.total_calls === null;
  if (empty) throw shapeError(answer, 'expected an account');
  return account;
}
