// What callers and colleagues say to a model reaches it as data, within the budget, and nothing is written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import { runTool } from '../../../../src/triage/tools/index.ts';
import type { ToolName } from '../../../../src/triage/tools/schemas.ts';
import { canary, hostileCall, hostileTexts } from '../../../support/hostile-calls.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { readAnswer } from '../../../support/untrusted-answer.ts';

let world: SandboxSession;
let issueId: string;
const kinds = Object.keys(hostileTexts);
const callOf = (kind: string): string => `hostile-${kinds.indexOf(kind)}`;

async function call(name: ToolName, args: object): Promise<string> {
  const { session: data } = world;
  const answer = await runTool(name, args, { data, masked: false, signal: new AbortController().signal });
  if (typeof answer !== 'string') throw new Error(`${name} wants to write.`);
  return answer;
}

/** Forgets the requests so far. */
const forget = () => world.ask('DELETE', '/sandbox/requests');

/** The methods of the requests of tools since. */
async function methods(): Promise<readonly string[]> {
  const { body } = await world.ask<{ requests: { method: string; path: string }[] }>('GET', '/sandbox/requests');
  return [...new Set(body.requests.filter(({ path }) => path.startsWith('/v1/')).map(({ method }) => method))];
}

beforeAll(async () => {
  world = await startSandboxSession(systemClock);
  const items = kinds.map((kind) => ({ name: kind, content: hostileCall(callOf(kind), hostileTexts[kind] ?? []) }));
  const imported = await world.ask<{ issue_id: string; rejected: unknown[] }>('POST', '/sandbox/import', { items });
  expect(imported.body.rejected).toEqual([]);
  issueId = imported.body.issue_id;
});

afterAll(() => world.close());

describe.each(kinds)('%s', (kind) => {
  it('is delivered as data by every page of the transcript, and nothing is written', async () => {
    const texts = hostileTexts[kind] ?? [];
    await forget();
    const seen: unknown[] = [];
    for (let from: number | undefined = 0; from !== undefined;) {
      const { own, records } = readAnswer(
        await call('calltriage_read_transcript', { callId: callOf(kind), issueId, from, count: 200 }),
      );
      expect(own).not.toContain(canary);
      expect(own).toContain(`of ${texts.length} messages`);
      seen.push(...records.map(({ index }) => index));
      for (const { text } of records) expect(String(text).length).toBeLessThanOrEqual(2_000);
      // What is not seen by people is not there for the model either.
      for (const { text } of records)
        expect(text).not.toMatch(/[\u{E0000}-\u{E007F}\u200B\u2060\u202A-\u202E\u2066-\u2069]/u);
      for (const { text } of records) expect(String(text).includes(canary)).toBe(kind !== 'text that is not seen');
      const next = /pass from: (\d+)/.exec(own)?.[1];
      expect(own.includes('end of the call')).toBe(next === undefined);
      from = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(texts.map((_, index) => index));
    expect(await methods()).toEqual(['GET']);
  });
});

it('is data as well where colleagues wrote it: title, description, note and comment', async () => {
  const texts = kinds.flatMap((kind) => hostileTexts[kind]?.slice(0, 1) ?? []);
  const made: string[] = [];
  for (const text of texts) {
    const issue = { title: text.slice(0, 190), description: text.slice(0, 9_000), severity: 'low', category: 'Bug' };
    const { body } = await world.ask<{ data: { id: string } }>('POST', '/v1/triage/issues', issue);
    const { id } = body.data;
    made.push(id);
    await world.ask('POST', `/v1/triage/issues/${id}/comments`, {
      detail: text.replaceAll('@norm', 'norm').slice(0, 3_900),
    });
    const [callId] = [callOf('an order to delete')];
    await world.ask('PUT', `/v1/triage/issues/${id}/calls/${callId}`, {});
    const flag = { call_id: callId, type: 'other', note: text.slice(0, 3_900), message_index: 0 };
    await world.ask('POST', `/v1/triage/issues/${id}/flags`, flag);
  }
  await forget();
  for (const id of made) {
    const { own, records } = readAnswer(await call('calltriage_read_issue', { issueId: id }));
    expect(own).not.toContain(canary);
    expect(new Set(records.map(({ kind }) => kind))).toEqual(new Set(['issue', 'evidence', 'flag', 'comment']));
  }
  const { own, records } = readAnswer(await call('calltriage_search_issues', { limit: 50 }));
  expect(own).not.toContain(canary);
  expect(records.length).toBeGreaterThan(made.length);
  expect(readAnswer(await call('calltriage_list_flag_types', {})).own).not.toContain(canary);
  expect(await methods()).toEqual(['GET']);
});
