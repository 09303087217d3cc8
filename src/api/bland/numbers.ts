import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { Page } from '../pages.ts';
import { isObject, readItems, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { phoneNumber } from './personas.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/**
 * A number of the account. The documented example has neither label nor persona, other endpoints name both: what is missing
 * is not known. What the number says and where it sends events is not read.
 */
const accountNumberSchema = z.object({
  /** E.164. */
  phone_number: read.required,
  label: read.text,
  persona_id: read.text,
  pathway_id: read.text,
});

export type AccountNumber = z.output<typeof accountNumberSchema>;

export interface NumbersApi {
  /** GET /v1/inbound: every inbound number of the account. Not paged, not wrapped. */
  list(options?: RequestOptions): Promise<Page<AccountNumber>>;
  /** POST /v1/inbound/{phone_number}: lets a pathway answer a number by itself, which resets the number's own prompt. */
  setPathway(number: string, pathwayId: string, options?: RequestOptions): Promise<void>;
}

const pathwayBody = z.strictObject({ pathway_id: z.string().check(z.minLength(1)) });

export function numbersApi(client: Client): NumbersApi {
  return {
    async list({ signal } = {}) {
      const answer = await client.request({ method: 'GET', path: '/v1/inbound', signal });
      const list = isObject(answer.body) ? answer.body['inbound_numbers'] : undefined;
      if (!Array.isArray(list)) throw shapeError(answer, 'inbound_numbers: expected a list');
      return { ...readItems(list, accountNumberSchema, read.mostUnpaged), nextCursor: null };
    },
    async setPathway(number, pathwayId, { signal } = {}) {
      const body = checked(pathwayBody, { pathway_id: pathwayId });
      const path = `/v1/inbound/${segment(checked(phoneNumber, number), 'number')}`;
      await client.request({ method: 'POST', path, body, signal });
    },
  };
}
