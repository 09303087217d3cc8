import { describe, expect, it } from 'vitest';
import { type Client, dataOf, refusal, sandbox, unknownId } from './support.ts';

interface PhoneBody {
  phone_number: string;
  label: string | null;
  persona_id: string;
  persona_settings: object | null;
}
interface PersonaBody {
  id: string;
  name: string;
  inbound_numbers: PhoneBody[];
  current_production_version: { version_number: number };
}

const personasOf = async (client: Client) => dataOf<PersonaBody[]>(await client.get('/v1/personas'));
const numbersOf = (persona: PersonaBody) => persona.inbound_numbers.map(({ phone_number: number }) => number);

async function prepared() {
  const client = await sandbox();
  const personas = await personasOf(client);
  const from = personas.find((one) => one.inbound_numbers.some((phone) => phone.persona_settings !== null))!;
  const to = personas.find((one) => one.inbound_numbers.length === 0)!;
  const { inbound_numbers: all } = (await client.get('/v1/inbound')).body as { inbound_numbers: PhoneBody[] };
  const routed = new Set(personas.flatMap(numbersOf));
  const free = all.map(({ phone_number: number }) => number).filter((number) => !routed.has(number));
  const again = async (persona: PersonaBody) => dataOf<PersonaBody>(await client.get(`/v1/personas/${persona.id}`));
  return { client, personas, from, to, free, again };
}

describe('List Personas', () => {
  it('is paged by number, without a total', async () => {
    const { client, personas } = await prepared();
    expect(personas.length).toBeGreaterThanOrEqual(4);
    const first = await client.get('/v1/personas?limit=2');
    expect(Object.keys(first.body as object)).toEqual(['data', 'errors']);
    const pages = [];
    for (let page = 1; page <= 3; page += 1) {
      pages.push(...dataOf<PersonaBody[]>(await client.get(`/v1/personas?limit=2&page=${page}`)));
    }
    expect(pages.map(({ id }) => id)).toEqual(personas.slice(0, 6).map(({ id }) => id));
    expect(dataOf(await client.get('/v1/personas?page=99'))).toEqual([]);
  });

  it.each(['limit=0', 'limit=101', 'page=0', 'page=x', 'cursor=1', 'page=1&page=2'])('refuses %s', async (query) => {
    const client = await sandbox();
    const answer = await client.get(`/v1/personas?${query}`);
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.any(String))]);
  });

  it('has numbers that some persona answers, some with settings, and some that nobody does', async () => {
    const { personas, free } = await prepared();
    expect(free.length).toBeGreaterThanOrEqual(2);
    expect(personas.some((one) => one.inbound_numbers.length > 1)).toBe(true);
    for (const persona of personas) {
      for (const phone of persona.inbound_numbers) expect(phone.persona_id).toBe(persona.id);
    }
  });

  it('names the persona of a call, and in what an issue’s calls ran on', async () => {
    const { client, personas } = await prepared();
    const { calls } = (await client.get('/v1/calls')).body as { calls: { call_id: string; to: string }[] };
    const call = calls.find(({ to }) => personas.some((one) => numbersOf(one).includes(to)))!;
    const answered = personas.find((one) => numbersOf(one).includes(call.to))!;
    const details = (await client.get(`/v1/calls/${call.call_id}`)).body as { persona_id: string };
    expect(details.persona_id).toBe(answered.id);
  });
});

describe('Attach', () => {
  it('takes numbers that nobody has, and those of another persona, whose settings go', async () => {
    const { client, from, to, free, again } = await prepared();
    const own = from.inbound_numbers.find((phone) => phone.persona_settings !== null)!.phone_number;
    const answer = await client.post(`/v1/personas/${to.id}/inbound/attach`, { inbound_numbers: [free[0], own] });
    expect(answer.status).toBe(200);
    const subset = dataOf<PersonaBody>(answer);
    expect(Object.keys(subset).sort()).toEqual(
      ['created_at', 'id', 'inbound_numbers', 'name', 'updated_at', 'user_id'].sort(),
    );
    expect(new Set(numbersOf(subset))).toEqual(new Set([free[0], own]));
    expect(subset.inbound_numbers.every((phone) => phone.persona_settings === null)).toBe(true);
    expect(numbersOf(await again(to))).toEqual(numbersOf(subset));
    expect(numbersOf(await again(from))).not.toContain(own);
  });

  it('a number twice, or one that it has, changes nothing more and keeps its settings', async () => {
    const { client, from, again } = await prepared();
    const numbers = [...numbersOf(from), ...numbersOf(from)];
    expect((await client.post(`/v1/personas/${from.id}/inbound/attach`, { inbound_numbers: numbers })).status).toBe(
      200,
    );
    expect((await again(from)).inbound_numbers).toEqual(from.inbound_numbers);
  });

  it('takes all or none: one number of somebody else refuses the others', async () => {
    const { client, to, free, again } = await prepared();
    const numbers = [free[0], '+14155550199'];
    const answer = await client.post(`/v1/personas/${to.id}/inbound/attach`, { inbound_numbers: numbers });
    const message = 'Some phone numbers were not found or do not belong to you';
    expect([answer.status, answer.body]).toEqual([400, refusal('INVALID_INBOUND_NUMBERS', message)]);
    expect(numbersOf(await again(to))).toEqual([]);
  });

  it.each([
    {},
    { inbound_numbers: [] },
    { inbound_numbers: ['4155550103'] },
    { inbound_numbers: '+14155550103' },
    { inbound_numbers: ['+1 415 555 0103'] },
    { inbound_numbers: ['+14155550103'], move: true },
  ])('refuses the body %j', async (body) => {
    const { client, to } = await prepared();
    for (const what of ['attach', 'detach']) {
      const answer = await client.post(`/v1/personas/${to.id}/inbound/${what}`, body);
      expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.any(String))]);
    }
  });
});

describe('Detach', () => {
  it('passes over numbers that the persona does not have, and clears the settings of the others', async () => {
    const { client, from, to, free, again } = await prepared();
    const own = from.inbound_numbers.find((phone) => phone.persona_settings !== null)!.phone_number;
    const path = `/v1/personas/${from.id}/inbound`;
    const answer = await client.post(`${path}/detach`, { inbound_numbers: [own, free[0], '+14155550199'] });
    expect(numbersOf(dataOf<PersonaBody>(answer))).toEqual(numbersOf(from).filter((number) => number !== own));
    expect(numbersOf(await again(to))).toEqual([]);
    await client.post(`${path}/attach`, { inbound_numbers: [own] });
    const back = (await again(from)).inbound_numbers.find((phone) => phone.phone_number === own);
    expect(back?.persona_settings).toBeNull();
  });
});

describe('the settings of a number', () => {
  const settings = { pathway_id: 'p-1', pathway_version: 3, start_node_id: 'n-1' };

  it('are set and cleared', async () => {
    const { client, from, again } = await prepared();
    const number = numbersOf(from)[0]!;
    const path = `/v1/personas/${from.id}/inbound/${encodeURIComponent(number)}/settings`;
    const set = await client.patch(path, { persona_settings: settings });
    expect(dataOf(set)).toEqual({
      id: expect.any(Number),
      phone_number: number,
      persona_id: from.id,
      persona_settings: settings,
      updated_at: expect.any(String),
    });
    expect((await again(from)).inbound_numbers[0]?.persona_settings).toEqual(settings);
    await client.patch(path, { persona_settings: null });
    expect((await again(from)).inbound_numbers[0]?.persona_settings).toBeNull();
  });

  it('of a number that is not the persona’s are refused', async () => {
    const { client, to, free } = await prepared();
    const answer = await client.patch(`/v1/personas/${to.id}/inbound/%2B${free[0]?.slice(1)}/settings`, {
      persona_settings: null,
    });
    const message = 'Inbound number not found or not attached to this persona';
    expect([answer.status, answer.body]).toEqual([404, refusal('INBOUND_NOT_FOUND', message)]);
  });

  it.each([{}, { persona_settings: {} }, { persona_settings: { ...settings, voice: 'x' } }, { settings }])(
    'refuses the body %j',
    async (body) => {
      const { client, from } = await prepared();
      const path = `/v1/personas/${from.id}/inbound/${encodeURIComponent(numbersOf(from)[0]!)}/settings`;
      expect((await client.patch(path, body)).status).toBe(400);
    },
  );
});

it('a persona that does not exist is refused by name', async () => {
  const client = await sandbox();
  const gone = refusal('PERSONA_NOT_FOUND', 'Persona not found or access denied');
  const path = `/v1/personas/${unknownId}`;
  const body = { inbound_numbers: ['+14155550103'] };
  for (const answer of [
    await client.get(path),
    await client.post(`${path}/inbound/attach`, body),
    await client.post(`${path}/inbound/detach`, body),
    await client.patch(`${path}/inbound/%2B14155550103/settings`, { persona_settings: null }),
  ]) {
    expect([answer.status, answer.body]).toEqual([404, gone]);
  }
});
