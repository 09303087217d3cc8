import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askFlagType, askNote } from '../../editor/prompts/flag-prompts.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { editFlag } from '../../triage/outbox/kinds/edit-flag.ts';
import { askFlag } from '../flags/ask-flag.ts';
import { amendFlag, prepareEdit } from '../flags/flag-edits.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

const id = z.string().check(z.minLength(1));
const argsSchema = z.object({
  ...issueTarget,
  flagId: z.optional(id),
  callId: z.optional(id),
  /** Menus give null for a flag without a message. */
  messageIndex: z.optional(z.nullable(z.int().check(z.nonnegative()))),
  type: z.optional(id),
  note: z.optional(z.nullable(z.string())),
});

/**
 * Changes the type or note of a flag, in the composer if its call is open, else by prompts. The service cannot change a flag:
 * a new one is created and the old one removed.
 */
export default defineCommand({
  args: argsSchema,
  async run(services, args, call) {
    if (call.fromUi && (await editInPanel(services, args))) return undefined;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const flagId = args.flagId ?? (await askFlag(session, issueId, vscode.l10n.t('Edit Flag'), call));
    const found = await panelsOf(services).flagEdits.find(session, issueId, flagId);
    if (found === undefined) {
      throw new InvalidArgumentError('flagId', vscode.l10n.t('Flag not found on this issue.'));
    }
    const { type: typeNow, note: noteNow = '', call_id: callId, message_index: index } = found.flag;
    const type = args.type ?? (call.fromUi ? await askFlagType(session, call, typeNow) : typeNow);
    const place = { connectionId: session.connection.id, issueId, callId };
    const draft = index === undefined ? undefined : { index, edits: found.id, flagType: type, isNew: false };
    const asked = call.fromUi && args.note === undefined;
    const note = asked
      ? await askNote(services.drafts, place, draft, noteNow)
      : args.note === undefined
        ? noteNow
        : (args.note ?? '');
    const payload = prepareEdit(issueId, found, { type, note });
    if (payload === undefined) {
      if (call.fromUi) {
        void inform(vscode.l10n.t('No changes to save.'));
      }
      return session.issues.contents(issueId).flags.items.find((flag) => flag.id === found.id);
    }
    if (found.entry !== undefined) {
      await amendFlag(session, found.entry, payload.flag);
      return { pending: true, entryId: found.entry.id };
    }
    const result = await makeWrite(services, session, editFlag, payload, call, call.fromUi);
    if (call.fromUi && !isPending(result)) {
      const sentence = vscode.l10n.t('{0}: flag {1} edited', await issueCode(session, issueId), printable(result.type));
      const back = { ...payload, flagId: result.id, flag: found.flag };
      informWithUndo(services, sentence, () => makeWrite(services, session, editFlag, back, call, true));
    }
    return result;
  },
});

/** Opens the composer on the flag, or on that of the selected message. Resolves to whether it could. */
async function editInPanel(services: Services, args: z.infer<typeof argsSchema>): Promise<boolean> {
  const { callId, issueId, flagId, messageIndex, type, note } = args;
  const panels = panelsOf(services);
  if (type !== undefined || note !== undefined) return false;
  if (flagId === undefined) {
    const { active } = panels;
    if (issueId !== undefined || callIdOf(active?.target) === undefined) return false;
    active?.runKeyAction('edit');
    return active !== undefined;
  }
  const isOnMessage = callId !== undefined && typeof messageIndex === 'number';
  // A panel also shows the flags of other issues.
  const panel = isOnMessage ? (panels.find(callId, issueId) ?? panels.find(callId, undefined)) : undefined;
  if (panel?.transcript === undefined) return false;
  await panels.flagEdits.open(panel, flagId);
  return true;
}
