import { afterEach, beforeEach, expect, it } from 'vitest';
import { EditConflictError } from '../../../../src/triage/issues/errors.ts';
import { restoreError, storeError } from '../../../../src/triage/outbox/stored-error.ts';
import { updateIssue } from '../../../../src/triage/outbox/kinds/update-issue.ts';
import { forever, QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let world: SandboxSession;
let issueId: string;
const first = { title: 'First', description: 'One.' };
beforeEach(async () => {
  world = await startSandboxSession(new QuickClock());
  issueId = (await world.session.api.issues.create({ ...first, severity: 'low', category: 'Bug' })).id;
});
afterEach(() => world.close());

const stored = async () => {
  const { title, description } = await world.session.api.issues.get(issueId);
  return { title, description };
};
const edit = (change: object, expected: object, keepRefused = false) =>
  world.session.outbox.deliver(updateIssue, { issueId, change, expected }, { budgetMs: forever, keepRefused });

it('an edit is sent when the texts that it changes are as expected, whatever else has changed', async () => {
  await world.session.api.issues.update(issueId, { title: 'Theirs', status: 'done' });
  await edit({ description: 'Mine.' }, first);
  expect(await stored()).toEqual({ title: 'Theirs', description: 'Mine.' });
});

it('an edit of what somebody else has edited is not sent, keeps its text, and overwrites once that is wanted', async () => {
  await world.session.api.issues.update(issueId, { description: 'Theirs.' });
  await expect(edit({ title: 'Mine', description: 'Mine.' }, first, true)).rejects.toThrow(EditConflictError);
  expect(await stored()).toEqual({ title: 'First', description: 'Theirs.' });
  const [entry] = world.session.outbox.entries;
  expect(entry).toMatchObject({ state: 'asks', payload: { change: { title: 'Mine', description: 'Mine.' } } });
  await world.session.outbox.amend(entry?.id ?? '', { issueId, change: { description: 'Mine.' } });
  await world.session.outbox.outcome(entry?.id ?? '', forever);
  expect(await stored()).toEqual({ title: 'First', description: 'Mine.' });
});

it('the same edit by somebody else is no conflict, and neither are line breaks of the service', async () => {
  await world.session.api.issues.update(issueId, { title: 'Mine', description: 'One.\r\n' });
  await edit({ title: 'Mine', description: 'Two.' }, first);
  expect(await stored()).toEqual({ title: 'Mine', description: 'Two.' });
});

it('an edit whose answer was lost is found, not taken for a conflict with itself', async () => {
  await world.ask('POST', '/sandbox/faults', {
    match: { method: 'PATCH' },
    times: 1,
    fault: { kind: 'reset_after' },
  });
  await edit({ title: 'Mine' }, first);
  expect(await stored()).toEqual({ title: 'Mine', description: 'One.' });
  const { body } = await world.ask<{ requests: { method: string }[] }>('GET', '/sandbox/requests');
  expect(body.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

it('a conflict is still one after a restart', () => {
  const error = new EditConflictError(['title', 'description']);
  expect(restoreError(storeError(error))).toEqual(error);
});
