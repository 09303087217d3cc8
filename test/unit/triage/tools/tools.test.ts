// The six tools against a real sandbox.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import { failureAnswer, runTool } from '../../../../src/triage/tools/index.ts';
import type { ToolName } from '../../../../src/triage/tools/schemas.ts';
import type { Deliver, Proposal } from '../../../../src/triage/tools/tool.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { readAnswer } from '../../../support/untrusted-answer.ts';

let world: SandboxSession;
let masked: boolean;
beforeEach(async () => {
  masked = false;
  world = await startSandboxSession(systemClock);
});
afterEach(() => world.close());

const run = (name: ToolName, args: unknown, signal = new AbortController().signal) =>
  runTool(name, args, { data: world.session, masked, signal });
const read = async (name: ToolName, args: unknown) => {
  const answer = await run(name, args);
  if (typeof answer !== 'string') throw new Error(`${name} wants to write.`);
  return readAnswer(answer);
};
const propose = async (name: ToolName, args: unknown): Promise<Proposal> => {
  const proposal = await run(name, args);
  if (typeof proposal === 'string') throw new Error(`${name} only reads.`);
  return proposal;
};
const refusal = (name: ToolName, args: unknown): Promise<string> =>
  run(name, args).then(
    () => 'done',
    (error: unknown) => failureAnswer(error),
  );
const deliver: Deliver = (kind, payload) =>
  world.session.outbox.deliver(kind, payload, { budgetMs: 5_000, keepRefused: false });
const issues = async () => (await world.session.api.issues.list({}, { limit: 100 })).items;
const flags = async (issueId: string) => (await world.session.api.flags.list(issueId, { limit: 100 })).items;

/** An issue with a call, and that call's first message with words. */
async function place() {
  const { api, transcripts } = world.session;
  for (const { id: issueId, triage_id: code } of await issues()) {
    const { items } = await api.resources.list(issueId);
    const callId = items.find((link) => link.resource_type === 'call' && link.status === 'available')?.resource_id;
    if (callId === undefined) continue;
    const transcript = await transcripts.get(callId);
    if (transcript.rows.length > 3 && !transcript.running) return { issueId, code, callId, transcript };
  }
  throw new Error('The sample data has no issue with a call.');
}

describe('search_issues', () => {
  it('pages through all issues, each once, also where a limit changes on the way', async () => {
    const all = (await issues()).map((issue) => issue.triage_id);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    for (const limit of [3, 5, 1, 50, 50, 50]) {
      const { own, records } = await read('calltriage_search_issues', {
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...records.map(({ code }) => code));
      cursor = /cursor (\S+)$/.exec(own)?.[1];
      if (cursor === undefined) break;
    }
    expect(cursor).toBeUndefined();
    expect(seen).toEqual(all);
  });

  it('asks the service for words, code, status and severity', async () => {
    const { records } = await read('calltriage_search_issues', { status: ['done', 'closed'], limit: 50 });
    expect(new Set(records.map(({ status }) => status))).toEqual(new Set(['done', 'closed']));
    const { code } = await place();
    expect((await read('calltriage_search_issues', { query: code.toLowerCase() })).records[0]).toMatchObject({ code });
    const critical = await read('calltriage_search_issues', { severity: 'critical' });
    expect(new Set(critical.records.map(({ severity }) => severity))).toEqual(new Set(['critical']));
    expect(await run('calltriage_search_issues', { query: 'no issue has these words' })).toBe('No issues were found.');
  });
});

it('read_issue has the issue by code with its evidence, flags and comments', async () => {
  const { issueId, code, callId } = await place();
  await world.ask('POST', `/v1/triage/issues/${issueId}/comments`, { detail: 'Seen again today.' });
  const { own, records } = await read('calltriage_read_issue', { issueId: code });
  expect(own).toContain(code);
  expect(records[0]).toMatchObject({ kind: 'issue', code });
  expect(records).toContainEqual(expect.objectContaining({ kind: 'evidence', callId }));
  expect(records).toContainEqual(expect.objectContaining({ kind: 'comment', text: 'Seen again today.' }));
});

it('read_transcript has raw index, time, speaker and flags, and begins where it is told', async () => {
  const { issueId, callId, transcript } = await place();
  const { index } = transcript.rows[2]!;
  const flag = { call_id: callId, type: 'wrong_value', note: 'Here.', message_index: index };
  await world.ask('POST', `/v1/triage/issues/${issueId}/flags`, flag);
  const { own, records } = await read('calltriage_read_transcript', { callId, issueId, from: index, count: 2 });
  expect(records.map((record) => record['index'])).toEqual(transcript.rows.slice(2, 4).map((row) => row.index));
  expect(records[0]).toMatchObject({ speaker: expect.any(String), time: expect.stringMatching(/^\d+:\d\d$/) });
  expect(records[0]?.['flags']).toContainEqual(expect.objectContaining({ type: 'wrong_value', note: 'Here.' }));
  expect(own).toContain(`of ${transcript.rows.length} messages`);
  expect(await refusal('calltriage_read_transcript', { callId, from: 99_999 })).toMatch(/^NOT_FOUND: /);
});

it('read_transcript names the nodes of a pathway', async () => {
  const { items: listed } = await world.session.api.calls.list();
  const nodes: unknown[] = [];
  for (const { call_id: callId } of listed) {
    const answer = await run('calltriage_read_transcript', { callId }).catch(() => '');
    if (typeof answer === 'string' && answer.includes('<<<'))
      nodes.push(...readAnswer(answer).records.map(({ node }) => node));
  }
  expect(nodes.some((node) => typeof node === 'string' && node.length > 2)).toBe(true);
});

it('list_flag_types has the most used first', async () => {
  const { records } = await read('calltriage_list_flag_types', {});
  const uses = records.map((record) => Number(record['uses']));
  expect(uses).toEqual(uses.toSorted((a, b) => b - a));
  expect(records.length).toBeGreaterThan(2);
});

describe('what writes', () => {
  it('only proposes a flag, with the message that the transcript has, and sends it through the outbox', async () => {
    const { issueId, code, callId, transcript } = await place();
    const { index } = transcript.rows[1]!;
    const text = transcript.details.transcripts[index]?.text;
    const before = (await flags(issueId)).length;
    const proposal = await propose('calltriage_flag_message', {
      issueId: code,
      callId,
      messageIndex: index,
      type: 'wrong_value',
      note: 'Heard \u202Eit\u{E0041} twice. ',
    });
    expect(proposal).toMatchObject({
      issue: { id: issueId, code },
      message: { callId, index, text },
      text: 'Heard it twice.',
    });
    expect(await flags(issueId)).toHaveLength(before);
    expect(await proposal.send(deliver)).toContain(`Message ${index} is flagged on ${code}`);
    const after = await flags(issueId);
    expect(after).toHaveLength(before + 1);
    const written = { call_id: callId, message_index: index, message_text: text, note: 'Heard it twice.' };
    expect(after).toContainEqual(expect.objectContaining(written));
  });

  it('adds a comment as it was proposed', async () => {
    const { issueId, code } = await place();
    const proposal = await propose('calltriage_add_comment', { issueId: code, detail: 'The node repeats itself.' });
    expect(await proposal.send(deliver)).toContain(`The comment is on ${code}`);
    const { items: entries } = await world.session.api.activity.list(issueId);
    expect(entries).toContainEqual(expect.objectContaining({ type: 'comment', detail: 'The node repeats itself.' }));
  });

  it.each([
    '@norm fix it',
    'Please @Norm',
    '@\u200Bno\u{E0020}rm',
    '\uFF20norm',
    '@n\u0301orm',
    '@nor\u2060m now',
    '@\u{1D427}orm',
  ])('refuses %j', async (text) => {
    const { issueId, callId, transcript } = await place();
    const flag = { issueId, callId, messageIndex: transcript.rows[0]!.index };
    const refused = /^INVALID_ARGUMENT: The text mentions @norm/;
    expect(await refusal('calltriage_add_comment', { issueId, detail: text })).toMatch(refused);
    expect(await refusal('calltriage_flag_message', { ...flag, type: 'other', note: text })).toMatch(refused);
    expect(await refusal('calltriage_flag_message', { ...flag, type: text })).toMatch(refused);
  });

  it('refuses a message, call or issue that is not there', async () => {
    const { issueId, callId } = await place();
    const flag = { issueId, callId, messageIndex: 0, type: 'other' };
    expect(await refusal('calltriage_flag_message', { ...flag, messageIndex: 9_999 })).toMatch(/^NOT_FOUND: /);
    expect(await refusal('calltriage_flag_message', { ...flag, callId: 'no-such' })).toMatch(/^NOT_FOUND: /);
    expect(await refusal('calltriage_flag_message', { ...flag, issueId: 'T-999999' })).toMatch(/^NOT_FOUND: /);
  });

  it('says that the call has to be attached', async () => {
    const { callId } = await place();
    const issue = { title: 'Empty', severity: 'low', category: 'Bug' };
    const { body } = await world.ask<{ data: { id: string } }>('POST', '/v1/triage/issues', issue);
    const flag = { issueId: body.data.id, callId, messageIndex: 0, type: 'other' };
    const proposal = await propose('calltriage_flag_message', flag);
    const refused = await proposal.send(deliver).catch((error: unknown) => failureAnswer(error));
    expect(refused).toMatch(/^CALL_NOT_ATTACHED: /);
  });
});

it('masks what others said and wrote where that is on', async () => {
  const { issueId } = await place();
  await world.ask('POST', `/v1/triage/issues/${issueId}/comments`, {
    detail: 'Call ann@example.com, +1 415 555 0140.',
  });
  expect(await run('calltriage_read_issue', { issueId })).toContain('ann@example.com');
  masked = true;
  const answer = await run('calltriage_read_issue', { issueId });
  expect(answer).not.toContain('ann@example.com');
  expect(answer).not.toContain('555 0140');
});

it.each<readonly [ToolName, unknown, RegExp]>([
  ['calltriage_search_issues', { limit: 'many' }, /"limit"/],
  ['calltriage_search_issues', { limit: 51 }, /"limit"/],
  ['calltriage_search_issues', { cursor: 'bm9uc2Vuc2U' }, /cursor/],
  ['calltriage_search_issues', { colour: 'red' }, /not valid/],
  ['calltriage_read_issue', {}, /"issueId"/],
  ['calltriage_read_transcript', { callId: 'c', from: -1 }, /"from"/],
  ['calltriage_flag_message', { issueId: 'i', callId: 'c', messageIndex: 0.5, type: 'x' }, /"messageIndex"/],
  ['calltriage_add_comment', { issueId: 'i', detail: 'x'.repeat(4_001) }, /"detail"/],
  ['calltriage_add_comment', 'no object', /not valid/],
])('%s refuses %j', async (name, args, words) => {
  const answer = await refusal(name, args);
  expect(answer).toMatch(/^INVALID_ARGUMENT: /);
  expect(answer).toMatch(words);
});

it('ends at once when it is cancelled', async () => {
  const match = { method: 'GET', path: '/v1/calls/*' };
  const { callId, issueId } = await place();
  await world.ask('POST', '/sandbox/faults', { match, times: 5, fault: { kind: 'delay', ms: 60_000 } });
  const abort = new AbortController();
  const other = { callId: `${callId}x`, issueId };
  const running = run('calltriage_read_transcript', other, abort.signal).catch((error: unknown) =>
    failureAnswer(error),
  );
  abort.abort();
  expect(await running).toBe('CANCELLED: The call was cancelled.');
});

it('tells nothing of an error that is not ours', () => {
  expect(failureAnswer(new Error('secret'))).toBe('Something went wrong in Call Triage.');
});
