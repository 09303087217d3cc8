import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import { numberedPage, toQuery } from './paging.ts';
import {
  type NumberSettings,
  numberSettingsSchema,
  type Persona,
  type PersonaNumber,
  personaNumberSchema,
  personaSchema,
} from './persona.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

export { type NumberSettings, numberSettingsSchema, type Persona, type PersonaNumber } from './persona.ts';

/** A number in E.164. */
export const phoneNumber = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/));

const numbersSchema = z.object({ inbound_numbers: z.array(phoneNumber).check(z.minLength(1)) });

export interface PersonasApi {
  /** GET /v1/personas. `limit` is 1 to 100, default 20. There is neither a total nor a cursor: a short page is the last. */
  list(options?: PageOptions): Promise<Page<Persona>>;
  /** GET /v1/personas/{persona_id}. @throws NotFoundError */
  get(personaId: string, options?: RequestOptions): Promise<Persona>;
  /**
   * POST /v1/personas/{persona_id}/inbound/attach: all of these numbers (E.164) or none. What becomes of a number that answers
   * for another persona is not documented. Resolves to the numbers that the persona has then.
   * @throws ApiError with the code `INVALID_INBOUND_NUMBERS` when one is not the account's, `PERSONA_NOT_FOUND`; their status is not documented
   */
  attach(personaId: string, numbers: readonly string[], options?: RequestOptions): Promise<readonly PersonaNumber[]>;
  /**
   * POST /v1/personas/{persona_id}/inbound/detach. Clears the numbers' own settings. Numbers that the persona does not have are
   * passed over. Resolves to the numbers that are left.
   * @throws ApiError with the code `PERSONA_NOT_FOUND`
   */
  detach(personaId: string, numbers: readonly string[], options?: RequestOptions): Promise<readonly PersonaNumber[]>;
  /**
   * PATCH /v1/personas/{persona_id}/inbound/{phone_number}/settings; null clears them. Resolves to the number as it is then.
   * @throws ApiError with the code `INBOUND_NOT_FOUND` when the number is not the persona's
   */
  setNumberSettings(
    personaId: string,
    number: string,
    settings: NumberSettings | null,
    options?: RequestOptions,
  ): Promise<PersonaNumber>;
}

export function personasApi(client: Client): PersonasApi {
  const pathOf = (personaId: string): string => `/v1/personas/${segment(personaId, 'personaId')}`;
  const change =
    (what: 'attach' | 'detach'): PersonasApi['attach'] =>
    async (personaId, numbers, { signal } = {}) => {
      const body = checked(numbersSchema, { inbound_numbers: numbers });
      const path = `${pathOf(personaId)}/inbound/${what}`;
      return readNumbers(await client.request({ method: 'POST', path, body, signal }));
    };
  return {
    async list(options = {}) {
      const { page, limit } = numberedPage(options, 20);
      const query = toQuery({ page, limit });
      const answer = await client.request({ method: 'GET', path: '/v1/personas', query, signal: options.signal });
      const { items, broken } = readList(answer, personaSchema);
      const isLast = items.length + broken.length < limit;
      return { items, broken, nextCursor: isLast ? null : String(page + 1) };
    },
    async get(personaId, { signal } = {}) {
      return readData(await client.request({ method: 'GET', path: pathOf(personaId), signal }), personaSchema);
    },
    attach: change('attach'),
    detach: change('detach'),
    async setNumberSettings(personaId, number, settings, { signal } = {}) {
      const body = checked(settingsBody, { persona_settings: settings });
      const path = `${pathOf(personaId)}/inbound/${segment(checked(phoneNumber, number), 'number')}/settings`;
      const request = { method: 'PATCH', path, body, signal } as const;
      return readData(await client.request(request), personaNumberSchema);
    },
  };
}

const settingsBody = z.object({ persona_settings: z.nullable(numberSettingsSchema) });

const attachedSchema = z.object({ inbound_numbers: personaSchema.shape.inbound_numbers });

function readNumbers(answer: Answer): readonly PersonaNumber[] {
  return readData(answer, attachedSchema).inbound_numbers;
}
