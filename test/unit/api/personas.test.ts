// Personas and inbound numbers as the contract has them, on a server that answers from a script.
import { describe, expect, test } from 'vitest';
import { ApiError, InvalidRequestError, NotFoundError, ResponseShapeError } from '../../../src/api/errors.ts';
import type { BlandApi } from '../../../src/api/index.ts';
import { bench, failureOf } from './setup.ts';

const personaId = '7d0c1b7e-5f4a-4e0f-9a38-0d5a6d1c2b3e';
const number = '+14155550100';
const settings = { pathway_id: 'p-1', pathway_version: 3, start_node_id: 'n-1' };

const version = (type: string, version_number: number) => ({
  id: `v-${version_number}`,
  persona_id: personaId,
  version_type: type,
  version_number,
  orchestration_prompt: null,
  personality_prompt: 'Be kind.',
  pathway_conditions: null,
  kb_ids: [],
  call_config: null,
  default_tools: [],
  promoted_from_version_id: null,
  promoted_at: null,
  promoted_by: null,
  created_at: '2026-05-01T10:00:00.000Z',
  updated_at: '2026-05-02T10:00:00.000Z',
});

const persona = {
  id: personaId,
  name: 'Marlow',
  role: 'Billing',
  description: null,
  tags: ['billing'],
  image_url: null,
  created_at: '2026-05-01T10:00:00.000Z',
  updated_at: '2026-05-02T10:00:00.000Z',
  deleted_at: null,
  user_id: 'u-1',
  current_production_version_id: 'v-6',
  current_draft_version_id: 'v-8',
  inbound_numbers: [
    { phone_number: number, label: 'Billing', persona_id: personaId, persona_settings: settings },
    { phone_number: '+14155550102', label: null, persona_id: personaId, persona_settings: null },
  ],
  current_production_version: version('production', 6),
  current_draft_version: version('draft', 8),
};
const subset = (numbers: readonly unknown[]) => ({
  json: { data: { id: personaId, name: 'Marlow', user_id: 'u-1', inbound_numbers: numbers }, errors: null },
});
const page = (data: unknown) => ({ json: { data, errors: null } });

describe('List Personas', () => {
  test('reads numbers, their settings and both versions, and ends with a page that is not full', async () => {
    const { server, api } = await bench();
    server.reply(page([persona, { id: 'x', name: 'New' }]), page([persona]));
    const first = await api.personas.list({ limit: 2 });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/personas', rawQuery: 'page=1&limit=2' });
    expect(first.nextCursor).toBe('2');
    expect(first.items[0]).toMatchObject({
      id: personaId,
      name: 'Marlow',
      inbound_numbers: [{ phone_number: number, label: 'Billing', persona_settings: settings }, { label: null }],
      current_production_version: { version_number: 6 },
      current_draft_version: { version_number: 8 },
    });
    expect(first.items[1]).toMatchObject({ inbound_numbers: [], current_draft_version: null, tags: [] });
    expect((await api.personas.list({ limit: 2, cursor: '2' })).nextCursor).toBeNull();
    expect(server.requests[1]?.rawQuery).toBe('page=2&limit=2');
  });

  test('one that cannot be read never hides the others, and counts for the page', async () => {
    const { server, api } = await bench();
    server.reply(page([{ name: 'no id' }, { ...persona, inbound_numbers: 'none', tags: [1, 'a'] }]));
    const read = await api.personas.list({ limit: 2 });
    expect(read.broken).toMatchObject([{ position: 0, reason: 'id: expected string' }]);
    expect(read.items).toMatchObject([{ id: personaId, inbound_numbers: [], tags: ['a'] }]);
    expect(read.nextCursor).toBe('2');
  });

  test.each([{ limit: 0 }, { limit: 101 }, { cursor: '0' }, { cursor: 'x' }])('does not send %j', async (options) => {
    const { server, api } = await bench();
    await failureOf(InvalidRequestError, api.personas.list(options));
    expect(server.requests).toEqual([]);
  });
});

describe('a persona’s numbers', () => {
  test('are attached and detached in E.164, and the answer is what the persona has then', async () => {
    const { server, api } = await bench();
    server.reply(subset(persona.inbound_numbers), subset([]));
    expect(await api.personas.attach(personaId, [number])).toMatchObject([{ phone_number: number }, {}]);
    expect(await api.personas.detach(personaId, [number, '+14155550102'])).toEqual([]);
    expect(server.requests.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toEqual([
      ['POST', `/v1/personas/${personaId}/inbound/attach`, { inbound_numbers: [number] }],
      ['POST', `/v1/personas/${personaId}/inbound/detach`, { inbound_numbers: [number, '+14155550102'] }],
    ]);
  });

  test('a plus sign is encoded in the path of a number’s settings; null clears them', async () => {
    const { server, api } = await bench();
    const answer = { id: 4, phone_number: number, persona_id: personaId, updated_at: 'now' };
    server.reply(page({ ...answer, persona_settings: settings }), page({ ...answer, persona_settings: null }));
    expect((await api.personas.setNumberSettings(personaId, number, settings)).persona_settings).toEqual(settings);
    expect((await api.personas.setNumberSettings(personaId, number, null)).persona_settings).toBeNull();
    const path = `/v1/personas/${personaId}/inbound/%2B14155550100/settings`;
    expect(server.requests.map((request) => [request.method, request.path, JSON.parse(request.body)])).toEqual([
      ['PATCH', path, { persona_settings: settings }],
      ['PATCH', path, { persona_settings: null }],
    ]);
  });

  test.each([200, 400, 422])('a refusal keeps its code under status %i', async (status) => {
    const { server, api } = await bench();
    const errors = [{ error: 'INVALID_INBOUND_NUMBERS', message: 'Some phone numbers were not found' }];
    server.reply({ status, json: { data: null, errors } });
    const error = await failureOf(ApiError, api.personas.attach(personaId, [number]));
    expect(error.serviceCode).toBe('INVALID_INBOUND_NUMBERS');
  });

  test('neither an attach nor a detach whose answer was lost is sent again by itself', async () => {
    const { server, api } = await bench();
    server.reply({ status: 503 });
    await failureOf(ApiError, api.personas.attach(personaId, [number]));
    server.reply({ status: 503 });
    await failureOf(ApiError, api.personas.detach(personaId, [number]));
    expect(server.requests).toHaveLength(2);
  });

  const refused: readonly (readonly [string, (api: BlandApi) => Promise<unknown>])[] = [
    ['no numbers', (api) => api.personas.attach(personaId, [])],
    ['a national number', (api) => api.personas.attach(personaId, ['4155550100'])],
    ['a number that is too long', (api) => api.personas.detach(personaId, ['+1234567890123456'])],
    ['an id with a slash', (api) => api.personas.get('a/b')],
    ['a path in place of a number', (api) => api.personas.setNumberSettings(personaId, '../x', null)],
    ['half the settings', (api) => api.personas.setNumberSettings(personaId, number, { ...settings, pathway_id: '' })],
  ];
  test.each(refused)('does not send %s', async (_what, call) => {
    const { server, api } = await bench();
    await failureOf(InvalidRequestError, call(api));
    expect(server.requests).toEqual([]);
  });
});

test('Get Persona says what is missing', async () => {
  const { server, api } = await bench();
  const errors = [{ error: 'PERSONA_NOT_FOUND', message: 'Persona not found', details: { persona_id: personaId } }];
  server.reply(page(persona), { status: 404, json: { data: null, errors } });
  expect((await api.personas.get(personaId)).name).toBe('Marlow');
  const error = await failureOf(NotFoundError, api.personas.get(personaId));
  expect([error.serviceCode, error.message]).toEqual(['PERSONA_NOT_FOUND', 'Persona not found']);
});

describe('List Inbound Numbers', () => {
  test('is flat and whole; what is missing is null, what cannot be read is named', async () => {
    const { server, api } = await bench();
    const list = [
      { phone_number: number, voice_id: 1 },
      { label: 'no number' },
      { phone_number: '+1', label: 'Short' },
    ];
    server.reply({ json: { inbound_numbers: list } });
    expect(await api.numbers.list()).toEqual({
      items: [
        { phone_number: number, label: null, persona_id: null, pathway_id: null },
        { phone_number: '+1', label: 'Short', persona_id: null, pathway_id: null },
      ],
      broken: [{ position: 1, id: null, code: null, reason: 'phone_number: expected string' }],
      nextCursor: null,
    });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/inbound', rawQuery: '' });
  });

  test('anything but a list is said to be unreadable', async () => {
    const { server, api } = await bench();
    server.reply({ json: { inbound_numbers: {} } });
    await failureOf(ResponseShapeError, api.numbers.list());
  });
});
