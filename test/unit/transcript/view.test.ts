import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../src/triage/clock.ts';
import { insertion } from '../../../src/triage/outbox/row.ts';
import { startSandboxSession } from '../../support/sandbox-session.ts';
import { standIn } from '../editor/support/vscode-stand-in.ts';

vi.mock('vscode', () => standIn([], { on: false }));

const { marksOf } = await import('../../../src/transcript/view.ts');

it('offers to send a flag again that may not be stored, and not one that was stored twice', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session, database } = world;
  const row = (reason: 'twice' | 'surplus') =>
    insertion({
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
      doubts: reason === 'twice' ? 2 : 0,
      error: { type: 'doubt', reason },
      created: 0,
    });
  // As another window left them.
  const [{ file } = { file: '' }] = await database.read('SELECT file FROM pragma_database_list');
  using other = new DatabaseSync(String(file));
  for (const { sql, params = [] } of [row('twice'), row('surplus')]) other.prepare(sql).run(...params);
  const offered = () =>
    Object.fromEntries(marksOf(session, 'issue', 'call').map(({ type, actions }) => [type, actions]));
  await expect.poll(offered).toEqual({ twice: ['retry', 'discard'], surplus: ['discard'] });
});
