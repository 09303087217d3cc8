import * as z from 'zod/mini';
import type { Routes } from '../http/context.ts';
import { readItems } from '../http/items.ts';
import { makeCall } from '../state/calls.ts';
import { triageId, withActivity } from '../state/issues.ts';
import { attachCalls } from '../state/resources.ts';
import { isJsonObject, type JsonObject, type State } from '../state/schema.ts';
import { now } from '../time.ts';
import { addIssue } from './issues.ts';

const item = z.strictObject({ name: z.string().check(z.minLength(1)), content: z.unknown() });

const issueTitle = 'Imported calls';

interface Imported {
  readonly name: string;
  readonly call_id: string;
  readonly title: string;
  /** True when a call of this id existed. */
  readonly replaced: boolean;
}

interface Rejected {
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
}

/**
 * POST /sandbox/import: imports calls and attaches them to the issue *Imported calls*, which is created when needed. Items
 * that are not calls are listed with a reason. Answers `{ imported, rejected, issue_id, triage_id }`; both ids are null when
 * nothing was imported. The calls are stored as they arrive, and become visible together.
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
      const issue = await store.finishImport(importing, (before) => attachAll(before, imported));
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

/** Limit of nesting: JSON.stringify fails on values that JSON.parse still reads. */
const maxDepth = 200;

/** A call, or the reason why an item is none, as a sentence. */
type ReadCall =
  | { readonly call: { readonly callId: string; readonly details: JsonObject; readonly corrected: unknown } }
  | { readonly reason: string };

/**
 * Reads Call Details, or `{ details, corrected }`. Rows without text or with an unknown speaker are accepted, since servers
 * send them. Row numbers start at zero, as in flags.
 */
function readCall(content: unknown): ReadCall {
  if (!isJsonObject(content)) return { reason: 'It is not a JSON object.' };
  const wrapped = Object.hasOwn(content, 'details');
  const details = wrapped ? content['details'] : content;
  if (!isJsonObject(details)) return { reason: 'Its details are not an object.' };
  const callId = details['call_id'];
  if (callId === undefined) return { reason: 'It has no call_id.' };
  if (typeof callId !== 'string') return { reason: 'Its call_id is not a text.' };
  if (callId.trim() === '') return { reason: 'Its call_id is empty.' };
  if (callId.length > 200) return { reason: 'Its call_id is longer than 200 characters.' };
  if (/[\p{Cc}/?#\\]|^\.{1,2}$/u.test(callId)) return { reason: 'Its call_id has characters that no call id has.' };
  const rows = details['transcripts'];
  if (rows === undefined) return { reason: 'It has no transcripts.' };
  if (!Array.isArray(rows)) return { reason: 'transcripts is not a list.' };
  const odd = rows.findIndex((row) => !isJsonObject(row));
  if (odd !== -1) return { reason: `Row ${odd} is not an object.` };
  if (isDeeperThan(content, maxDepth)) return { reason: `It is nested more than ${maxDepth} levels deep.` };
  return { call: { callId, details, corrected: wrapped ? (content['corrected'] ?? null) : null } };
}

/** Without recursion, which a hostile file could exhaust. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return false;
}
