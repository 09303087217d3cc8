import { expect, it, onTestFinished } from 'vitest';
import type { Services } from '../../../src/editor/services.ts';
import { compare, versionText } from '../../../src/pending/compare.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { EditConflictError } from '../../../src/triage/issues/errors.ts';
import { updateIssue } from '../../../src/triage/outbox/kinds/update-issue.ts';
import { startSandboxSession } from '../../support/sandbox-session.ts';
import { editor, Uri } from '../../support/vscode.ts';

it('a conflict is compared as two read-only texts: what the service has, and what the change would make of it', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session } = world;
  const { api, outbox } = session;
  const services = { session: () => session } as unknown as Services;
  const before = { title: 'Repeats the price', description: 'Twice.' };
  const { id: issueId } = await api.issues.create({ ...before, severity: 'low', category: 'Bug' });
  await api.issues.update(issueId, { title: 'Repeats it', description: 'Three times.' });
  const payload = { issueId, change: { description: 'Often.' }, expected: { description: before.description } };
  const refused = outbox.deliver(updateIssue, payload, { budgetMs: 20_000, keepRefused: true });
  await expect(refused).rejects.toThrow(EditConflictError);
  const entry = outbox.entries.find((one) => one.issueId === issueId);
  if (entry === undefined) throw new Error('The change is gone.');
  await compare(session.connection.id, entry);
  const [command, theirs, yours, title] = editor.ran.at(-1) ?? [];
  expect([command, title]).toEqual(['vscode.diff', 'Theirs ↔ Yours']);
  expect(await versionText(services, theirs as never)).toBe('Repeats it\n\nThree times.\n');
  expect(await versionText(services, yours as never)).toBe('Repeats it\n\nOften.\n');
  await outbox.discard(entry.id);
  await expect(versionText(services, yours as never)).rejects.toThrow();
  await expect(
    versionText(services, Uri.from({ scheme: 'call-triage-version', path: '/' }) as never),
  ).rejects.toThrow();
});
