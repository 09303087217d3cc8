// Writes on the numbers of agents: whom they may be taken from, and how each is recognised when its answer is lost.
import { describe, expect, it } from 'vitest';
import { ChangedMeanwhileError, DoubtError } from '../../../../../src/triage/outbox/errors.ts';
import { NumbersTakenError, OwnerUnknownError } from '../../../../../src/triage/numbers/errors.ts';
import { attachAgentNumbers } from '../../../../../src/triage/outbox/kinds/attach-agent-numbers.ts';
import { attachNumbers } from '../../../../../src/triage/outbox/kinds/attach-numbers.ts';
import { detachAgentNumbers } from '../../../../../src/triage/outbox/kinds/detach-agent-numbers.ts';
import { detachNumbers } from '../../../../../src/triage/outbox/kinds/detach-numbers.ts';
import { setNumberPathway } from '../../../../../src/triage/outbox/kinds/set-number-pathway.ts';
import { restoreError, storeError } from '../../../../../src/triage/outbox/stored-error.ts';
import { bound, numbersOfAgent, routed } from './numbers.ts';
import { baseline, change, elsewhere, signal, target, usePlace } from './setup.ts';

const place = usePlace();
const bind = (agentId: string, ...numbers: string[]): Promise<unknown> =>
  place.ask('POST', `/v2/agents/${agentId}/inbound/attach`, { inbound_numbers: numbers });

describe('attaching to an agent', () => {
  it('takes a number from nobody but whom a person has agreed to, and names agents as themselves', async () => {
    const { owner, owned, free, empty } = await routed(place);
    const { agent, production, staging, other } = await bound(place);
    const payload = { agentId: other, numbers: [free, owned, production], from: {} };
    const error = elsewhere(await change(attachAgentNumbers, payload).look(place.api, null, signal));
    expect(error).toBeInstanceOf(NumbersTakenError);
    expect(error).toMatchObject({
      numbers: [
        { number: owned, owner: { type: 'persona', id: owner } },
        { number: production, owner: { type: 'agent', id: agent, name: 'Larkspur Support' } },
      ],
    });
    const from = { [owned]: { personaId: owner }, [production]: { agentId: agent } };
    baseline(await change(attachAgentNumbers, { ...payload, from }).look(place.api, null, signal));
    // A persona needs the same consent, by the agent and not by the persona that carries its numbers.
    const look = (given: object) =>
      change(attachNumbers, {
        personaId: empty,
        numbers: [staging],
        from: { [staging]: given as { agentId: string } },
      });
    const hidden = (await place.ask<{ data: { persona_id: string } }>('GET', `/v2/agents/${agent}/inbound`)).data;
    expect(elsewhere(await look({ personaId: hidden.persona_id }).look(place.api, null, signal))).toMatchObject({
      numbers: [{ owner: { type: 'agent', environment: 'staging' } }],
    });
    baseline(await look({ agentId: agent }).look(place.api, null, signal));
  });

  it('is done only where the number is answered in the wanted environment', async () => {
    const { agent, production, staging } = await bound(place);
    const step = (environment?: 'staging' | 'production') =>
      change(attachAgentNumbers, {
        agentId: agent,
        numbers: [production, staging],
        from: {},
        ...(environment === undefined ? {} : { environment }),
      });
    target(await step().look(place.api, null, signal));
    const before = baseline(await step('staging').look(place.api, null, signal));
    await step('staging').send(place.api, before, signal);
    expect(await numbersOfAgent(place, agent)).toEqual({ [production]: 'staging', [staging]: 'staging' });
    target(await step('staging').look(place.api, before, signal));
  });

  it('is done again only where all numbers are as they were', async () => {
    const { free } = await routed(place);
    const { agent, production, other } = await bound(place);
    const numbers = [free, production];
    const step = change(attachAgentNumbers, { agentId: other, numbers, from: { [production]: { agentId: agent } } });
    const before = baseline(await step.look(place.api, null, signal));
    baseline(await step.look(place.api, before, signal));
    await step.send(place.api, before, signal);
    target(await step.look(place.api, before, signal));
    await bind(agent, production);
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(NumbersTakenError);
    await place.ask('POST', `/v2/agents/${agent}/inbound/detach`, { inbound_numbers: [production] });
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(ChangedMeanwhileError);
  });

  it('of a service that does not tell environments is sent once, and then taken for done', async () => {
    await place.ask('POST', '/sandbox/reset', { bindings: 'september' });
    const { agent, production } = await bound(place);
    const payload = { agentId: agent, numbers: [production], environment: 'staging' as const, from: {} };
    const step = change(attachAgentNumbers, payload);
    const before = baseline(await step.look(place.api, null, signal));
    await step.send(place.api, before, signal);
    expect(place.writes.at(-1)).toBe(`POST /v2/agents/${agent}/inbound/attach`);
    target(await step.look(place.api, before, signal));
  });
});

describe('detaching from an agent', () => {
  it('is done again only where all numbers are there still', async () => {
    const { free } = await routed(place);
    const { agent, production, staging } = await bound(place);
    const step = change(detachAgentNumbers, { agentId: agent, numbers: [production, staging, free] });
    const before = baseline(await step.look(place.api, null, signal));
    await step.send(place.api, before, signal);
    expect(await numbersOfAgent(place, agent)).toEqual({});
    target(await step.look(place.api, before, signal));
    await bind(agent, production);
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(ChangedMeanwhileError);
  });

  it('asks a person when the service does not tell what is left', async () => {
    await place.ask('POST', '/sandbox/reset', { bindings: 'september' });
    const { agent, production } = await bound(place);
    const fault = { kind: 'status', status: 404, body: { data: null, errors: [{ error: 'X', message: 'gone' }] } };
    await place.ask('POST', '/sandbox/faults', { match: { path: '^/v1/personas/[^/]+$' }, fault });
    const step = change(detachAgentNumbers, { agentId: agent, numbers: [production] });
    const before = baseline(await step.look(place.api, null, signal));
    await step.send(place.api, before, signal);
    expect(elsewhere(await step.look(place.api, before, signal))).toBeInstanceOf(DoubtError);
  });
});

describe('detaching from a persona', () => {
  const answer = (path: string, status: number) => {
    const fault = { kind: 'status', status, body: { data: null, errors: [{ error: 'X', message: 'no' }] } };
    return place.ask('POST', '/sandbox/faults', { match: { path }, fault });
  };
  const hiddenPersona = async (agent: string) =>
    (await place.ask<{ data: { persona_id: string } }>('GET', `/v2/agents/${agent}/inbound`)).data.persona_id;

  it('refuses what an agent answers, also when a person decides to send it', async () => {
    const { agent, production } = await bound(place);
    const step = change(detachNumbers, { personaId: await hiddenPersona(agent), numbers: [production] });
    const error = elsewhere(await step.look(place.api, null, signal));
    expect(error).toMatchObject({ name: 'NumbersTakenError', numbers: [{ owner: { type: 'agent', id: agent } }] });
    await expect(step.send(place.api, null, signal)).rejects.toBeInstanceOf(NumbersTakenError);
    expect(place.writes).not.toContainEqual(expect.stringContaining('/detach'));
  });

  it('refuses what may be an agent’s, because agents or their numbers cannot be read', async () => {
    const { owner, owned } = await routed(place);
    const { agent, production } = await bound(place);
    const personaId = await hiddenPersona(agent);
    const hidden = change(detachNumbers, { personaId, numbers: [production] });
    const own = change(detachNumbers, { personaId: owner, numbers: [owned] });
    baseline(await own.look(place.api, null, signal));
    for (const [path, status] of [
      ['^/v2/agents$', 403],
      [`^/v2/agents/${agent}/inbound$`, 403],
      [`^/v2/agents/${agent}/inbound$`, 404],
    ] as const) {
      await answer(path, status);
      for (const [step, number] of [
        [hidden, production],
        [own, owned],
      ] as const) {
        const error = elsewhere(await step.look(place.api, null, signal));
        expect(error, `${path} ${status}`).toBeInstanceOf(OwnerUnknownError);
        expect(restoreError(storeError(error))).toMatchObject({ name: 'OwnerUnknownError', numbers: [number] });
      }
      await place.ask('DELETE', '/sandbox/faults');
    }
    await answer('^/v2/agents$', 503);
    await expect(own.look(place.api, null, signal)).rejects.toThrow();
    await place.ask('DELETE', '/sandbox/faults');
    // A service without agents has personas alone.
    await answer('^/v2/agents$', 404);
    baseline(await own.look(place.api, null, signal));
  });
});

it('a pathway gets a number back only while nobody answers it', async () => {
  const { agent, production } = await bound(place);
  const step = change(setNumberPathway, { number: production, pathwayId: 'p' });
  expect(elsewhere(await step.look(place.api, null, signal))).toBeInstanceOf(NumbersTakenError);
  await place.ask('POST', `/v2/agents/${agent}/inbound/detach`, { inbound_numbers: [production] });
  const before = baseline(await step.look(place.api, null, signal));
  await step.send(place.api, before, signal);
  target(await step.look(place.api, before, signal));
});
