import * as z from 'zod/mini';
import type { Routes } from '../http/context.ts';
import { readItems } from '../http/items.ts';
import { makeCall } from '../state/calls.ts';
import { readCall } from '../state/import.ts';
import { now, triageId, withActivity } from '../state/issues.ts';
import { attachCalls } from '../state/resources.ts';
import type { State } from '../state/schema.ts';
import { addIssue } from './create-issue.ts';

const item = z.strictObject({ name: z.string().check(z.minLength(1)), content: z.unknown() });

const issueTitle = 'Imported calls';

interface Imported {
  readonly name: string;
  readonly call_id: string;
  readonly title: string;
  /** The call was there already and has been replaced. */
  readonly replaced: boolean;
}

interface Rejected {
  readonly name: string;
  /** Why it is no call, as a sentence. */
  readonly reason: string;
}

/**
 * POST /sandbox/import: adds calls from files that the caller has read, and attaches them to the issue *Imported
 * calls*, which is made when it is missing. An item that is no call is named with the reason; the others are taken.
 * Answers `{ imported, rejected, issue_id, triage_id }`; both ids are null when nothing was imported. The calls are stored as
 * they arrive, and seen when the last one has.
 */
export const importCalls: Routes = (app, { store }) => {
  app.post('/sandbox/import', async (c) => {
    const importing = store.beginImport();
    const imported: Imported[] = [];
    const rejected: Rejected[] = [];
    try {
      const { calls } = await store.read();
      const known = new Map(calls.map(({ call_id, added_at }) => [call_id, added_at]));
      for await (const { name, content } of readItems(c, item)) {
        const read = readCall(content);
        if ('reason' in read) {
          rejected.push({ name, reason: read.reason });
          continue;
        }
        const { callId, details, corrected } = read.call;
        const replaced = known.has(callId);
        const call = makeCall(callId, details, corrected, known.get(callId) ?? now());
        known.set(callId, call.added_at);
        imported.push({ name, call_id: callId, title: call.title, replaced });
        importing.addCall(call);
        await importing.storeBatches();
      }
      if (imported.length === 0) return c.json({ imported, rejected, issue_id: null, triage_id: null });
      const issue = await store.finish(importing, (before) => attachAll(before, imported));
      return c.json({ imported, rejected, issue_id: issue.id, triage_id: triageId(issue) });
    } catch (error) {
      importing.abandon();
      throw error;
    }
  });
};

function attachAll(before: State, imported: readonly Imported[]) {
  const existing = before.issues.find((issue) => issue.title === issueTitle);
  const { state, issue } = existing === undefined ? addImportIssue(before) : { state: before, issue: existing };
  const ids = imported.map(({ call_id }) => call_id);
  return { state: withActivity(attachCalls(state, issue.id, ids), now(), issue.id), result: issue };
}

const addImportIssue = (state: State) =>
  addIssue(state, {
    title: issueTitle,
    description: '',
    severity: 'medium',
    category: 'Dialogue',
    status: 'todo',
    source: 'manual',
    resource_links: [],
  });
