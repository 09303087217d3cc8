import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../src/triage/clock.ts';
import type { CallHeader, TranscriptHeader } from '../../../../src/shared/transcript.ts';
import { flagMarks } from '../../../../src/transcript/flags/flag-marks.ts';
import { tabTitle } from '../../../../src/transcript/view/view.ts';
import { addFlag } from '../../../../src/triage/outbox/kinds/add-flag.ts';
import { insertStatement } from '../../../../src/triage/outbox/write-row.ts';
import { startSandboxSession } from '../../../support/sandbox-session.ts';

it('says who put a flag there, when and at which node, and what one waits for that cannot be sent', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session } = world;
  const fault = { kind: 'status', status: 503, body: {} };
  const { api, issues } = session;
  const { items } = await api.issues.list({}, { limit: 1 });
  const issueId = items[0]?.id ?? '';
  const { items: links } = await api.resources.list(issueId);
  const callId = links.find(({ resource_type: type }) => type === 'call')?.resource_id ?? '';
  const node = { node_id: 'n1', node_name: 'Verify identity' };
  await world.ask('POST', `/v1/triage/issues/${issueId}/flags`, { call_id: callId, type: 'dead_air', ...node });
  await issues.loadFlags(issueId);
  const stored = flagMarks(session, issueId, callId).findLast(({ type }) => type === 'dead_air');
  expect(stored).toMatchObject({ state: 'stored', node: 'Verify identity', createdAt: expect.stringMatching(/^20/) });
  expect(stored).not.toHaveProperty('waiting');
  await world.ask('POST', '/sandbox/faults', { match: { path: '^/v1/triage' }, fault });
  const flag = { call_id: callId, type: 'late_flag', message_index: 1 };
  const { id } = session.outbox.add(addFlag, { issueId, attach: false, verify: false, flag });
  const late = () => flagMarks(session, issueId, callId).find(({ type }) => type === 'late_flag');
  await expect.poll(() => late()?.waiting).toBe('waiting for the service');
  await world.ask('DELETE', '/sandbox/faults');
  await expect
    .poll(
      async () => {
        await session.outbox.retry(id);
        return late()?.state;
      },
      { timeout: 15_000 },
    )
    .toBe('stored');
  expect(late()).not.toHaveProperty('waiting');
});

it('calls the tab after the issue and the number', () => {
  const title = (shown: TranscriptHeader): string => tabTitle({ header: shown });
  expect(title(header)).toBe('T-1042 · +1 415 555 0111');
  expect(title({ ...header, issue: null })).toBe('+1 415 555 0111');
  expect(title({ ...header, number: null })).toBe('T-1042 · Call call-123');
  const conversation = { conversationId: 'conversation-1', attached: null, messagesMissing: false };
  expect(title({ ...header, ...conversation, kind: 'sms' })).toBe('T-1042 · SMS with +1 415 555 0111');
  const unknown = { number: null, issue: null };
  expect(title({ ...header, ...conversation, ...unknown, kind: 'sms' })).toBe('SMS with conversa');
});

const header: CallHeader = {
  kind: 'call',
  callId: 'call-1234',
  number: '+1 415 555 0111',
  facts: [],
  summary: '',
  fields: [],
  issue: { issueId: 'i', code: 'T-1042', title: 'A title', facts: [] },
};

it('offers to send a flag again that may not be stored, and not one that was stored twice', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session, database } = world;
  const row = (reason: 'twice' | 'surplus') =>
    insertStatement({
      id: `outbox:${reason}`,
      connection: session.connection.id,
      account: 'account',
      issue: 'issue',
      kind: 'flag.add',
      payload: { issueId: 'issue', attach: false, verify: false, flag: { call_id: 'call', type: reason } },
      baseline: null,
      state: 'asks',
      owner: null,
      attempts: 2,
      ambiguousAttempts: reason === 'twice' ? 2 : 0,
      error: { type: 'doubt', reason },
      created: 0,
    });
  // As another window left them.
  const [{ file } = { file: '' }] = await database.read('SELECT file FROM pragma_database_list');
  using other = new DatabaseSync(String(file));
  for (const { sql, params = [] } of [row('twice'), row('surplus')]) other.prepare(sql).run(...params);
  const offered = () =>
    Object.fromEntries(flagMarks(session, 'issue', 'call').map(({ type, actions }) => [type, actions]));
  await expect.poll(offered).toEqual({ twice: ['retry', 'discard'], surplus: ['discard'] });
});
