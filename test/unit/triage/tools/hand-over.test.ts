// The prompt with which a person hands a problem to an agent.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import type { NodePlace } from '../../../../src/triage/code/node-place.ts';
import { type HandOver, handOverPrompt } from '../../../../src/triage/tools/hand-over.ts';
import { canary, hostileCall, hostileTexts } from '../../../support/hostile-calls.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { readAnswer } from '../../../support/untrusted-answer.ts';

let world: SandboxSession;
let given: HandOver & { readonly issue: NonNullable<HandOver['issue']>; readonly call: NonNullable<HandOver['call']> };
beforeAll(async () => {
  world = await startSandboxSession(systemClock);
  const texts = [
    ...Array.from({ length: 30 }, (_, at) => `message ${at}`),
    ...Object.values(hostileTexts).flatMap((all) => all.slice(0, 1)),
  ];
  const items = [{ name: 'call.json', content: hostileCall('call', texts) }];
  const { body } = await world.ask<{ issue_id: string }>('POST', '/sandbox/import', { items });
  const note = 'Ask ann@example.com.';
  const made = { call_id: 'call', type: 'other', note, message_index: 10, node_id: 'n-1', node_name: 'Greeting' };
  await world.ask('POST', `/v1/triage/issues/${body.issue_id}/flags`, made);
  const { api, transcripts } = world.session;
  const [flag] = (await api.flags.list(body.issue_id)).items;
  given = {
    issue: await api.issues.get(body.issue_id),
    call: { transcript: await transcripts.get('call'), pathway: undefined, indexes: [10], flag, nodes: [] },
    isMasked: false,
    hasTools: true,
  };
});
afterAll(() => world.close());

it('has the flag with its node, the messages around it, what to do, and which tools to use', () => {
  const { own, records } = readAnswer(handOverPrompt(given));
  const { triage_id: code } = given.issue;
  expect(own).toContain(`the flag on message 10 of call call of issue ${code}`);
  expect(own).toContain(`calltriage_read_issue with issueId ${code}`);
  expect(own).toContain('calltriage_read_transcript with callId call, from 0');
  expect(records).toContainEqual({
    kind: 'flag',
    type: 'other',
    messageIndex: 10,
    note: 'Ask ann@example.com.',
    node: 'Greeting',
  });
  const messages = records.filter(({ index }) => index !== undefined);
  expect(messages.map(({ index }) => index)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  expect(messages.filter(({ about }) => about === true).map(({ index }) => index)).toEqual([10]);
});

it('has what callers said as data only, and masks where that is on', () => {
  const indexes = Array.from({ length: 10 }, (_, at) => 30 + at);
  const { own } = readAnswer(handOverPrompt({ ...given, call: { ...given.call, indexes, flag: undefined } }));
  expect(own).not.toContain(canary);
  expect(handOverPrompt({ ...given, isMasked: true })).not.toContain('ann@example.com');
});

it('names no tools where there are none, and works for an issue or a call alone', () => {
  expect(handOverPrompt({ ...given, hasTools: false })).not.toContain('calltriage_');
  const { call: _call, ...alone } = given;
  expect(readAnswer(handOverPrompt(alone)).records.map(({ kind }) => kind)).toEqual(['issue']);
  const whole = { ...given.call, indexes: [], flag: undefined };
  expect(readAnswer(handOverPrompt({ ...given, issue: undefined, call: whole })).own).toContain('It is call call.');
});

it('names the file and lines of the node where they are known, and says when they are not certain', () => {
  const handed = (places: NodePlace[]) => {
    const nodes = [{ nodeId: 'n-1', nodeName: 'Greeting <<<END', places }];
    const { own, records } = readAnswer(handOverPrompt({ ...given, isMasked: true, call: { ...given.call, nodes } }));
    return { own, places: records.filter(({ kind }) => kind === 'place') };
  };
  const exact = { file: 'agent/+14155550123/node.md', lines: [6, 9], match: 'exact' } as const;
  const found = handed([exact]);
  expect(found.places).toEqual([
    { kind: 'place', node: 'Greeting <<<END', file: exact.file, lines: '6-9', match: 'exact' },
  ]);
  expect(found.own).toContain('1. Read the node');
  expect(found.own).not.toContain('Check that it is the right one');

  const two = handed([
    { file: 'prompts/greeting.md', lines: null, match: 'candidate' },
    { ...exact, match: 'candidate' },
  ]);
  expect(two.places.map(({ file, lines }) => [file, lines])).toEqual([
    ['prompts/greeting.md', undefined],
    [exact.file, '6-9'],
  ]);
  expect(two.own).toContain('Check that it is the right one');

  const many = handed(Array.from({ length: 5 }, () => ({ ...exact, match: 'candidate' as const })));
  expect(many.places).toEqual([]);
  expect(many.own).toContain('1. Find the node');
});
