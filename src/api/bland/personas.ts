import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { readData, readList } from './envelope.ts';
import * as read from './lenient.ts';
import { numberedPage, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { checked, segment } from './strict.ts';

/** The start of calls to one number, when it differs from its persona's. Restricted keys do not see it. */
const settingsSchema = read.orNull(
  z.object({ pathway_id: read.text, pathway_version: read.numberOrText, start_node_id: read.text }),
);

/** A number that a persona answers. */
const personaNumberSchema = z.object({
  /** E.164. */
  phone_number: read.required,
  label: read.text,
  persona_settings: settingsSchema,
});

export type PersonaNumber = z.output<typeof personaNumberSchema>;

/** A version as far as it tells which one it is; prompts and tools are not read. */
const versionSchema = read.orNull(
  z.object({ id: read.text, version_number: read.numberOrText, updated_at: read.time, promoted_at: read.time }),
);

const personaSchema = z.object({
  id: read.required,
  name: read.textOrEmpty,
  role: read.text,
  description: read.text,
  tags: read.listOf(z.string(), read.mostPaged),
  created_at: read.time,
  updated_at: read.time,
  /** Missing in some answers: then there are none. */
  inbound_numbers: read.listOf(personaNumberSchema),
  current_production_version: versionSchema,
  current_draft_version: versionSchema,
});

export type Persona = z.output<typeof personaSchema>;

/** Update Number Settings, body. All three name one place in one pathway, so all three are sent. */
export const numberSettingsSchema = z.strictObject({
  pathway_id: z.string().check(z.minLength(1)),
  pathway_version: z.int().check(z.nonnegative()),
  start_node_id: z.string().check(z.minLength(1)),
});

export type NumberSettings = Readonly<z.output<typeof numberSettingsSchema>>;

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
