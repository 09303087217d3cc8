import * as z from 'zod/mini';
import { longestImport, readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { callTitle } from '../state/calls.ts';
import { readCall } from '../state/import.ts';
import { now, triageId, withActivity } from '../state/issues.ts';
import { attach } from '../state/resources.ts';
import type { Call, Issue, State } from '../state/schema.ts';
import { addIssue } from './create-issue.ts';

const body = z.strictObject({
  items: z.array(z.strictObject({ name: z.string().check(z.minLength(1)), content: z.unknown() })),
});

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

interface Answer {
  readonly imported: readonly Imported[];
  readonly rejected: readonly Rejected[];
  readonly issue_id: string | null;
  readonly triage_id: string | null;
}

/**
 * POST /sandbox/import: adds calls from files that the caller has read, and attaches them to the issue *Imported
 * calls*, which is made when it is missing. An item that is no call is named with the reason; the others are taken.
 * Answers `{ imported, rejected, issue_id, triage_id }`; both ids are null when nothing was imported.
 */
export const importCalls: Routes = (app, { store }) => {
  app.post('/sandbox/import', async (c) => {
    const { items } = await readBody(c, body, longestImport);
    const answer = await store.change<Answer>((before) => {
      const { state, imported, rejected } = addCalls(before, items);
      const none = { imported, rejected, issue_id: null, triage_id: null };
      if (imported.length === 0) return { state: before, result: none };
      const { state: after, issue } = attachAll(state, imported);
      return { state: after, result: { imported, rejected, issue_id: issue.id, triage_id: triageId(issue) } };
    });
    return c.json(answer);
  });
};

function addCalls(state: State, items: z.infer<typeof body>['items']) {
  const calls = new Map(state.calls.map((call) => [call.call_id, call]));
  const imported: Imported[] = [];
  const rejected: Rejected[] = [];
  for (const { name, content } of items) {
    const read = readCall(content);
    if ('reason' in read) {
      rejected.push({ name, reason: read.reason });
      continue;
    }
    const { callId, details, corrected } = read.call;
    const previous: Call | undefined = calls.get(callId);
    calls.set(callId, { call_id: callId, details, corrected, added_at: previous?.added_at ?? now() });
    imported.push({ name, call_id: callId, title: callTitle(details), replaced: previous !== undefined });
  }
  return { state: { ...state, calls: [...calls.values()] }, imported, rejected };
}

function attachAll(before: State, imported: readonly Imported[]): { readonly state: State; readonly issue: Issue } {
  const existing = before.issues.find((issue) => issue.title === issueTitle);
  const prepared = existing === undefined ? addImportIssue(before) : { state: before, issue: existing };
  let state = withActivity(prepared.state, now(), prepared.issue.id);
  for (const { call_id } of imported) state = attach(state, prepared.issue.id, 'call', call_id).state;
  return { state, issue: prepared.issue };
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
