import * as z from 'zod/mini';
import { badRequest } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readItems } from '../http/items.ts';
import { CallImport, type ImportIssue } from '../state/call-import.ts';
import { makeCall } from '../state/calls.ts';
import { readCall } from '../state/read-call.ts';
import { triageId } from '../state/issues.ts';
import { exportedObject } from '../state/restore.ts';
import { isJsonObject, jsonObject } from '../state/schema.ts';
import { addIssue } from './issues.ts';

const text = z.string().check(z.minLength(1));
const mediaType = z.string().check(z.regex(/^[\w.+-]+\/[\w.+-]+$/));

const callItem = z.strictObject({ name: text, content: z.unknown() });

/** Items of an import beside calls, by the field that tells them. Those of an export are the last three. */
const otherItems = {
  addition: z.strictObject({
    name: text,
    addition: z.strictObject({ call_id: text, details: jsonObject, corrected: z.unknown(), fills: z.boolean() }),
  }),
  conversation: z.strictObject({ name: text, conversation: z.strictObject({ id: text, details: jsonObject }) }),
  call: z.strictObject({
    call: z.strictObject({
      call_id: text,
      added_at: z.iso.datetime({ precision: 3 }),
      details: jsonObject,
      corrected: z.unknown(),
    }),
  }),
  object: z.strictObject({ object: exportedObject }),
  bytes: z.strictObject({
    bytes: z.strictObject({ of: z.enum(['recording', 'upload']), id: text, type: mediaType, base64: z.base64() }),
  }),
};

type Item = z.infer<typeof callItem | (typeof otherItems)[keyof typeof otherItems]>;

/** Returns the schema by which an item is read, so that an error names the field at fault. */
function schemaOf(value: unknown): z.ZodMiniType<Item> {
  const other = isJsonObject(value)
    ? Object.entries(otherItems).find(([name]) => Object.hasOwn(value, name))
    : undefined;
  return other?.[1] ?? callItem;
}

const issueTitle = 'Imported calls';

/**
 * POST /sandbox/import: imports calls and attaches them to the issue *Imported calls*, which is created when needed, or
 * restores an export. Items that are not calls are listed with a reason. Answers `{ imported, rejected, issue_id, triage_id,
 * unmatched_flags }`; both ids are null when nothing was attached. What arrives is stored at once, and becomes visible together.
 */
export const importCalls: Routes = (app, { store }) => {
  app.post('/sandbox/import', async (c) => {
    const importing = await CallImport.begin(store);
    try {
      for await (const one of readItems(c, schemaOf)) await addItem(importing, one);
      const { imported, rejected } = importing;
      if (importing.isEmpty) {
        return c.json({ imported, rejected, issue_id: null, triage_id: null, unmatched_flags: [] });
      }
      const { issue, unmatched } = await importing.finish(importIssue);
      const unmatched_flags = unmatched.map(({ id, issue_id, call_id, type, message_index, message_text }) => ({
        id,
        issue_id,
        call_id,
        type,
        message_index,
        message_text,
      }));
      const ids = { issue_id: issue?.id ?? null, triage_id: issue === null ? null : triageId(issue) };
      return c.json({ imported, rejected, ...ids, unmatched_flags });
    } catch (error) {
      importing.abandon();
      throw error;
    }
  });
};

async function addItem(importing: CallImport, one: Item): Promise<void> {
  if ('content' in one) await importing.addCall(one.name, one.content);
  else if ('addition' in one) await importing.addToCall(one.name, one.addition.call_id, one.addition);
  else if ('conversation' in one) importing.addConversation(one.conversation.id, one.conversation.details);
  else if ('object' in one) importing.restoreObject(one.object);
  else if ('bytes' in one) await importing.addBytes(one.bytes, Buffer.from(one.bytes.base64, 'base64'));
  else {
    const { details, corrected, added_at } = one.call;
    const read = readCall({ details, corrected });
    if ('reason' in read) throw badRequest(`call: ${read.reason}`);
    await importing.restoreCall(makeCall(read.call.callId, details, corrected, added_at));
  }
}

const importIssue: ImportIssue = (state) => {
  const existing = state.issues.find((issue) => issue.title === issueTitle);
  if (existing !== undefined) return { state, issue: existing };
  return addIssue(state, {
    title: issueTitle,
    description: '',
    severity: 'medium',
    category: 'Dialogue',
    status: 'todo',
    source: 'manual',
    resource_links: [],
  });
};
