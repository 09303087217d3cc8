import { expect, it, onTestFinished } from 'vitest';
import type { Services } from '../../../src/editor/services.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { DraftStore } from '../../../src/triage/drafts.ts';
import { NoConnectionError } from '../../../src/triage/errors.ts';
import { writeIssueText } from '../../../src/triage/issues/issue-text.ts';
import { startSandboxSession } from '../../support/sandbox-session.ts';
import { editor } from '../../support/vscode.ts';
import { issueUri } from '../../../src/editor/issue-uri.ts';
import { IssueDocuments } from '../../../src/issues/document/documents.ts';

it('a saved document is read again by the editor also when its issue cannot be read at that moment', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session } = world;
  const first = { title: 'First', description: 'One.' };
  const { id: issueId } = await session.api.issues.create({ ...first, severity: 'low', category: 'Bug' });
  let isRemoved = false;
  const services = {
    context: { subscriptions: [] },
    log: { info: () => undefined },
    openSessions: () => [session],
    session(connectionId: string) {
      if (isRemoved) throw new NoConnectionError(connectionId);
      return session;
    },
    drafts: new DraftStore(world.database, (error) => expect.unreachable(String(error))),
  } as unknown as Services;
  const unhandled: unknown[] = [];
  const keep = (error: unknown): number => unhandled.push(error);
  process.on('unhandledRejection', keep);
  onTestFinished(() => void process.off('unhandledRejection', keep));

  const documents = new IssueDocuments(services);
  const uri = issueUri({ connectionId: session.connection.id, issueId }, 'T-1');
  expect(await documents.read(uri)).toBe(writeIssueText(first));
  // Somebody else changes what the document leaves as it was: the editor has to read it again once it has saved it.
  await session.api.issues.update(issueId, { description: 'Theirs.' });
  await documents.write(uri, writeIssueText({ ...first, title: 'Mine' }), true);
  const changed: unknown[] = [];
  documents.onDidChange((one) => changed.push(one));
  editor.documentClosed.fire({ uri });
  isRemoved = true;
  editor.documentSaved.fire({ uri });
  // Node tells of unhandled rejections once the promises of a turn are through.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect({ changed, unhandled }).toEqual({ changed: [uri], unhandled: [] });
});
