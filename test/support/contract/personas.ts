import * as z from 'zod/mini';
import { count, id, none, parameters } from './fields.ts';
import type { Operation } from './operation.ts';

const one = '/v1/personas/{persona}';
const read = { method: 'GET', query: none, answers: [200], refusals: [] } as const;
const e164 = z.string().check(z.regex(/^\+[1-9]\d{1,14}$/));
const change = {
  method: 'POST',
  query: none,
  body: z.strictObject({ inbound_numbers: z.array(e164) }),
  answers: [200],
  shape: 'object',
  refusals: [],
} as const;

/** Personas and the numbers they answer. Under which status they are refused is not documented. */
export const personaOperations = {
  'List Personas': {
    ...read,
    path: '/v1/personas',
    query: parameters({ page: count(9_999_999), limit: count() }),
    shape: 'list',
  },
  'Get Persona': { ...read, path: one, shape: 'object' },
  'Attach Numbers': { ...change, path: `${one}/inbound/attach` },
  'Detach Numbers': { ...change, path: `${one}/inbound/detach` },
  'Update Number Settings': {
    ...change,
    method: 'PATCH',
    path: `${one}/inbound/{number}/settings`,
    body: z.strictObject({
      persona_settings: z.nullable(z.strictObject({ pathway_id: id, pathway_version: z.number(), start_node_id: id })),
    }),
  },
  'List Inbound Numbers': { ...read, path: '/v1/inbound', shape: 'list' },
  'Update Inbound Number': {
    ...change,
    path: '/v1/inbound/{number}',
    body: z.strictObject({ pathway_id: z.nullable(z.string()) }),
  },
} as const satisfies Record<string, Operation>;
