// Who answers which number, and the writes that change it, against the sandbox and a service that answers from a script.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Persona } from '../../../../src/api/bland/personas.ts';
import { NotFoundError } from '../../../../src/api/errors.ts';
import { NumbersTakenError } from '../../../../src/triage/numbers/errors.ts';
import { readRouting, routingOf } from '../../../../src/triage/numbers/routing.ts';
import { attachNumbers, type AttachNumbersPayload } from '../../../../src/triage/outbox/kinds/attach-numbers.ts';
import { detachNumbers } from '../../../../src/triage/outbox/kinds/detach-numbers.ts';
import { setNumberSettings } from '../../../../src/triage/outbox/kinds/set-number-settings.ts';
import { forever, QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import type { Reply } from '../../../support/http.ts';
import { bench } from '../../api/setup.ts';

let world: SandboxSession;
beforeEach(async () => {
  world = await startSandboxSession(new QuickClock());
});
afterEach(() => world.close());

const { signal } = new AbortController();
const budget = { budgetMs: forever, keepRefused: false };
const settings = { pathway_id: 'p', pathway_version: 2, start_node_id: 'n' };

const persona = (id: string, numbers: readonly string[]): Persona => ({
  id,
  name: id.toUpperCase(),
  role: null,
  description: null,
  tags: [],
  created_at: null,
  updated_at: null,
  inbound_numbers: numbers.map((number) => ({ phone_number: number, label: null, persona_settings: settings })),
  current_production_version: null,
  current_draft_version: null,
});
const number = (phone: string, personaId: string | null = null) => ({
  phone_number: phone,
  label: `Line ${phone}`,
  persona_id: personaId,
  pathway_id: null,
});

describe('who answers a number', () => {
  const owners = (...given: Parameters<typeof routingOf>) =>
    [...routingOf(...given).values()].map((one) => [one.number, one.owner?.name ?? null]);

  it('is said by the personas’ own lists, in the order of the account', () => {
    const numbers = [number('+1'), number('+2'), number('+3')];
    expect(owners(numbers, [persona('a', ['+3', '+9']), persona('b', ['+1'])])).toEqual([
      ['+1', 'B'],
      ['+2', null],
      ['+3', 'A'],
      ['+9', 'A'],
    ]);
  });

  it('is said by the number where its persona was not read, and not where that one has let go of it', () => {
    expect(owners([number('+1', 'far'), number('+2', 'a')], [persona('a', [])])).toEqual([
      ['+1', 'far'],
      ['+2', null],
    ]);
  });

  it('keeps the account’s label, and the settings of the persona', () => {
    expect(routingOf([number('+1')], [persona('a', ['+1'])]).get('+1')).toMatchObject({ label: 'Line +1', settings });
  });

  it('is the agent and not the persona that carries its numbers, which may be listed or not', () => {
    const agent = (numbers: readonly { number: string; environment: 'staging' | null }[] | null) => {
      return { id: 'x', agentId: 'x', name: 'X', personaId: 'a', numbers };
    };
    const account = [number('+1', 'a'), number('+2', 'a'), number('+3', 'b')];
    const listed = [persona('a', ['+1', '+2']), persona('b', ['+3'])];
    const known = agent([{ number: '+1', environment: 'staging' }]);
    expect(routingOf(account, listed, [known]).get('+1')).toMatchObject({
      owner: { type: 'agent', id: 'x', environment: 'staging' },
      settings: null,
    });
    // What an agent's own numbers tell counts, also where the persona was read before.
    expect(owners(account, listed, [known])).toEqual([
      ['+1', 'X'],
      ['+2', null],
      ['+3', 'B'],
    ]);
    for (const personas of [listed, listed.slice(1)]) {
      expect(owners(account, personas, [agent(null)])).toEqual([
        ['+1', 'X'],
        ['+2', 'X'],
        ['+3', 'B'],
      ]);
    }
  });

  it('is a pathway where nobody else answers', () => {
    const onPathway = { ...number('+1'), pathway_id: 'p' };
    expect(routingOf([onPathway], []).get('+1')?.owner).toEqual({ type: 'pathway', id: 'p', name: 'p' });
    expect(owners([onPathway], [persona('a', ['+1'])])).toEqual([['+1', 'A']]);
  });

  it('is asked of every page, and of a service that repeats itself only until it does', async () => {
    const { server, api } = await bench();
    const page = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => persona(`p${from + index}`, index === 0 ? [`+${from + 1}`] : []));
    // The lists are asked for at once, so each request is answered by what it asks for; there are no agents.
    const answer =
      (personas: (asked: number) => readonly Persona[]): Reply =>
      (response, { path, query }) => {
        const inbound = { inbound_numbers: [{ phone_number: '+1' }, { phone_number: '+2' }] };
        const paged = { data: path === '/v2/agents' ? [] : personas(Number(query.get('page'))), errors: null };
        response.end(JSON.stringify(path === '/v1/inbound' ? inbound : paged));
      };
    const twoPages = answer((asked) => page((asked - 1) * 100, asked === 1 ? 100 : 1));
    server.reply(twoPages, twoPages, twoPages, twoPages);
    expect([...(await readRouting(api, signal)).values()].map((one) => one.owner?.name ?? null)).toEqual([
      'P0',
      null,
      'P100',
    ]);
    expect(server.left).toBe(0);
    const same = answer(() => page(0, 100));
    server.reply(same, same, same, same);
    expect((await readRouting(api, signal)).get('+1')?.owner?.id).toBe('p0');
    expect(server.left).toBe(0);
  });
});

/** The loaded numbers that nobody answers. */
const unassigned = () => [...world.session.personas.routing([]).values()].filter(({ owner }) => owner === null);

/** A persona with a number that has settings, one with none, and a number that nobody has. */
async function sample() {
  const { personas } = world.session;
  await personas.load();
  const from = personas.list.items.find((one) => one.inbound_numbers.some((own) => own.persona_settings !== null));
  const to = personas.list.items.find((one) => one.inbound_numbers.length === 0);
  const owned = from?.inbound_numbers.find((own) => own.persona_settings !== null)?.phone_number;
  const [free] = unassigned();
  if (from === undefined || to === undefined || owned === undefined || free === undefined) throw new Error('no sample');
  return { personas, from, to, owned, free: free.number };
}
const attach = (payload: AttachNumbersPayload) => world.session.outbox.deliver(attachNumbers, payload, budget);
const numbersOf = (one: Persona | undefined) => one?.inbound_numbers.map(({ phone_number: own }) => own);

describe('attaching', () => {
  it('reads the persona back, and the one it took from: the lists show what the service has', async () => {
    const { personas, from, to, owned, free } = await sample();
    const result = await attach({
      personaId: to.id,
      numbers: [free, owned],
      from: { [owned]: { personaId: from.id } },
    });
    expect(result).toMatchObject({ persona: { id: to.id }, others: [{ id: from.id }] });
    const now = (id: string) => numbersOf(personas.list.items.find((one) => one.id === id));
    expect(now(to.id)).toEqual(expect.arrayContaining([free, owned]));
    expect(now(from.id)).not.toContain(owned);
    expect(unassigned().map((one) => one.number)).not.toContain(free);
  });

  it('takes nothing that nobody agreed to, whoever has it when it is sent', async () => {
    const { from, to, owned, free } = await sample();
    const wanted = { personaId: to.id, numbers: [free, owned], from: {} };
    const refused = await attach(wanted).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NumbersTakenError);
    expect(refused).toMatchObject({ numbers: [{ number: owned, owner: { type: 'persona', name: from.name } }] });
    const other = { ...wanted, from: { [owned]: { personaId: to.id } } };
    await expect(attach(other)).rejects.toBeInstanceOf(NumbersTakenError);
    expect(numbersOf(await world.session.api.personas.get(to.id))).toEqual([]);
  });

  it('brings a number back with its settings', async () => {
    const { from, to, owned } = await sample();
    await attach({ personaId: to.id, numbers: [owned], from: { [owned]: { personaId: from.id } } });
    await attach({
      personaId: from.id,
      numbers: [owned],
      from: { [owned]: { personaId: to.id } },
      settings: { [owned]: settings },
    });
    const back = await world.session.api.personas.get(from.id);
    expect(back.inbound_numbers.find((own) => own.phone_number === owned)?.persona_settings).toEqual(settings);
  });

  it('goes on with the settings when these failed, and does not attach again', async () => {
    const { from, to, owned } = await sample();
    await attach({ personaId: to.id, numbers: [owned], from: { [owned]: { personaId: from.id } } });
    const match = { method: 'PATCH', path: '/v1/personas' };
    await world.ask('POST', '/sandbox/faults', { match, times: 1, fault: { kind: 'reset' } });
    await world.ask('DELETE', '/sandbox/requests');
    await attach({
      personaId: from.id,
      numbers: [owned],
      from: { [owned]: { personaId: to.id } },
      settings: { [owned]: settings },
    });
    const back = await world.session.api.personas.get(from.id);
    expect(back.inbound_numbers.find((own) => own.phone_number === owned)?.persona_settings).toEqual(settings);
    const { body } = await world.ask<{ requests: { method: string }[] }>('GET', '/sandbox/requests');
    expect(body.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('what is there already is not attached again, and keeps its settings', async () => {
    const { from, owned } = await sample();
    await world.ask('DELETE', '/sandbox/requests');
    await attach({ personaId: from.id, numbers: [owned], from: {} });
    const { body } = await world.ask<{ requests: { method: string }[] }>('GET', '/sandbox/requests');
    expect(body.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('to a persona that is gone is refused as such', async () => {
    const { free } = await sample();
    await expect(attach({ personaId: 'gone', numbers: [free], from: {} })).rejects.toBeInstanceOf(NotFoundError);
  });
});

it('detaching leaves the number to nobody, without its settings', async () => {
  const { personas, from, owned } = await sample();
  const payload = { personaId: from.id, numbers: [owned] };
  expect(await world.session.outbox.deliver(detachNumbers, payload, budget)).toMatchObject({ others: [] });
  await personas.numbers.load();
  expect(unassigned()).toContainEqual(expect.objectContaining({ number: owned, owner: null, settings: null }));
});

it('the settings of a number are set, and cleared', async () => {
  const { from, owned } = await sample();
  for (const wanted of [settings, null]) {
    const payload = { personaId: from.id, number: owned, settings: wanted };
    await world.session.outbox.deliver(setNumberSettings, payload, budget);
    const stored = await world.session.api.personas.get(from.id);
    expect(stored.inbound_numbers.find((own) => own.phone_number === owned)?.persona_settings).toEqual(wanted);
  }
});

it('a move that waits asks when the agent that was agreed to has lost the number meanwhile', async () => {
  const { to } = await sample();
  const { items: agents } = await world.session.api.agents.list();
  const named = (name: string): string => agents.find((one) => one.name === name)?.id ?? '';
  const moved = '+14155550112';
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
  await world.ask('POST', '/sandbox/faults', { match: { method: 'GET', path: '/v1/inbound' }, times: 1, fault });
  const from = { [moved]: { agentId: named('Larkspur Support') } };
  const { outbox } = world.session;
  const { id } = outbox.add(attachNumbers, { personaId: to.id, numbers: [moved], from });
  await world.session.api.agents.attach(named('Tidewater Technical'), [moved]);
  const entry = await outbox.outcome(id, forever);
  expect(entry?.state).toBe('asks');
  expect(entry?.error).toMatchObject({ numbers: [{ number: moved, owner: { name: 'Tidewater Technical' } }] });
  expect(numbersOf(await world.session.api.personas.get(to.id))).toEqual([]);
  // A person agrees to the new one.
  await outbox.retry(id);
  await outbox.outcome(id, forever);
  expect(numbersOf(await world.session.api.personas.get(to.id))).toEqual([moved]);
});
