import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Services } from '../../../src/editor/services.ts';
import { addComment } from '../../../src/triage/outbox/kinds/add-comment.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { type SandboxSession, startSandboxSession } from '../../support/sandbox-session.ts';
import { editor } from '../../support/vscode.ts';
import { makeWrite } from '../../../src/editor/make-write.ts';

let world: SandboxSession;
let issueId: string;
beforeEach(async () => {
  editor.shown.length = 0;
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  await world.session.issues.list.load();
  issueId = world.session.issues.list.items[0]?.id ?? '';
});

/** What a person is told of a comment while the service answers writes so. */
async function toldWhile(fault: object): Promise<string[]> {
  await world.ask('POST', '/sandbox/faults', { match: { method: 'POST', path: '/v1/triage' }, times: 1000, fault });
  const services = { log: { info: () => undefined }, openSessions: () => [] } as unknown as Services;
  const person = { fromUi: true, selection: [] };
  const made = makeWrite(services, world.session, addComment, { issueId, detail: 'Kept.' }, person, true);
  expect(await made).toMatchObject({ pending: true });
  return editor.shown.filter(({ place }) => place === 'notification').map(({ text }) => text);
}

it('a key that is refused is said to be, and not that the service cannot be reached', async () => {
  const [told] = await toldWhile({ kind: 'status', status: 401 });
  expect(told).toContain('API key');
  expect(told).toContain('Your change is saved');
  expect(told).not.toContain('unreachable');
});

it('an answer that tells nothing is said to be none, and that the change is looked for', async () => {
  const [told] = await toldWhile({ kind: 'status', status: 503 });
  expect(told).toMatch(
    /^T-\d+: No clear answer from the service. Your change is saved; checking whether it was stored\.$/,
  );
});
