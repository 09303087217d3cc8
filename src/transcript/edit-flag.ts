import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import type { Flag, NewFlag } from '../api/bland/flags.ts';
import { flagTypeChoices } from '../editor/flag-types.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { isUnmade } from '../triage/flags/marks.ts';
import { changedFlag, contentOf, prepareFlag } from '../triage/flags/flagging.ts';
import { type Entry, entryIdPrefix, needsDecision } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import { addFlag, type AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { editFlag, type EditFlagPayload } from '../triage/outbox/kinds/edit-flag.ts';
import { issueOfFlag } from './issue-of-flag.ts';
import type { TranscriptPanel } from './panel.ts';

/** How long a flag that is just being sent is waited for before it is edited, milliseconds. */
const patience = 10_000;

/** A flag that can be edited: what it says, and the write that is to make it, while it is not stored. */
export interface Editable {
  readonly id: string;
  readonly flag: NewFlag;
  readonly entry: Entry<AddFlagPayload | EditFlagPayload> | undefined;
}

export interface FlagWords {
  readonly type: string;
  readonly note: string;
}

/** A flag that was opened for editing: it may be gone by the time it is saved. */
interface Opened {
  readonly issueId: string;
  /** The write that was to make it: stored, it has another id. */
  readonly entry: Entry | undefined;
}

const opened = new WeakMap<Session, Map<string, Opened>>();

/**
 * The flag with this id: on the issue, or on its way there. Undefined when it is there no more.
 *
 * @throws InvalidArgumentError for one that is just being sent, removed or replaced
 */
export async function findFlag(session: Session, issueId: string, flagId: string): Promise<Editable | undefined> {
  const { outbox, issues } = session;
  const before = opened.get(session) ?? new Map<string, Opened>();
  opened.set(session, before);
  const waiting = outbox.get(flagId);
  const entry =
    waiting?.state === 'sending' ? await outbox.outcome(flagId, patience) : (waiting ?? before.get(flagId)?.entry);
  if (entry !== undefined && isUnmade(entry) && entry.issueId === issueId && entry.state !== 'delivered') {
    if (outbox.get(entry.id) === undefined) return undefined;
    before.set(flagId, { issueId, entry });
    return { id: flagId, flag: entry.payload.flag, entry };
  }
  if (waiting !== undefined && entry?.state !== 'delivered') throw inTheMiddle();
  const id = entry === undefined ? flagId : (entry.result as Flag).id;
  await issues.loadFlags(issueId);
  const flag = issues.contents(issueId).flags.items.find((one) => one.id === id);
  const leaving = outbox.entries.some(
    (other) =>
      other.issueId === issueId &&
      !needsDecision(other) &&
      (other.payload as { readonly flagId?: string }).flagId === id,
  );
  if (leaving) throw inTheMiddle();
  if (flag !== undefined && !before.has(flagId)) before.set(flagId, { issueId, entry: undefined });
  return flag && { id, flag: contentOf(flag), entry: undefined };
}

function inTheMiddle(): Error {
  const sentence = vscode.l10n.t('This flag is being saved or removed. Try again in a moment.');
  return new InvalidArgumentError('flagId', sentence);
}

/** What is to be written so that the flag has this type and note; undefined when it has them. @throws InvalidArgumentError */
export function preparedEdit(issueId: string, { id, flag }: Editable, change: FlagWords): EditFlagPayload | undefined {
  const changed = changedFlag(flag, change);
  return changed && { issueId, flagId: id, flag: changed, attach: false, verify: false };
}

/** Has a write that was not sent yet make another flag. @throws InvalidArgumentError when it may have been sent */
export async function amendFlag(
  { outbox }: Session,
  { payload, id }: Entry<AddFlagPayload | EditFlagPayload>,
  flag: NewFlag,
): Promise<void> {
  if (!(await outbox.amend(id, { ...payload, flag }))) throw inTheMiddle();
}

/** Opens the composer on a flag of this call, with what it says; one without a message is edited in boxes. */
export async function openFlag(panel: TranscriptPanel, flagId: string): Promise<void> {
  const { session, target, transcript } = panel;
  if (transcript === undefined) return;
  const issueId = issueOfFlag(panel, flagId);
  const found = issueId === undefined ? undefined : await findFlag(session, issueId, flagId);
  if (found?.flag.call_id !== transcript.callId) {
    panel.say(vscode.l10n.t('Flag no longer exists.'), 'warning');
    return;
  }
  const { type, note = '', message_index: index } = found.flag;
  if (index === undefined || !transcript.rows.some((row) => row.index === index)) {
    const { connectionId } = target;
    await vscode.commands.executeCommand('callTriage.editFlag', { [fromView]: true, connectionId, issueId, flagId });
    return;
  }
  panel.compose(index, null, { index, edits: flagId, flagType: type, isNew: isNew(session, type), note });
}

/** Saves what was written in the composer over a flag. One that is gone meanwhile becomes a flag of its own. */
export async function editFromPage(panel: TranscriptPanel, message: PageMessageOf<'flag/edit'>): Promise<void> {
  const { session, target, transcript } = panel;
  const { id, index, flagType: type, note } = message;
  const issueId = issueOfFlag(panel, id) ?? opened.get(session)?.get(id)?.issueId ?? target.issueId;
  if (transcript === undefined) return;
  const { callId } = transcript;
  const keepWords = (edits?: string): void =>
    panel.compose(index, null, { index, edits, flagType: type, isNew: isNew(session, type), note });
  if (issueId === null) {
    keepWords();
    return;
  }
  try {
    const found = await findFlag(session, issueId, id);
    if (found === undefined && id.startsWith(entryIdPrefix)) {
      // It may have been stored by a window that is gone: another one beside it would be the same flag twice.
      keepWords();
      const sentence = vscode.l10n.t(
        'The flag you were editing no longer exists. Save your text as a new flag, or discard it.',
      );
      panel.say(sentence, 'warning');
    } else if (found === undefined) {
      panel.say(vscode.l10n.t('The flag was removed by someone else. Your text was saved as a new flag.'), 'info');
      const payload = prepareFlag({ issueId, callId, messageIndex: index, type, note }, transcript);
      panel.history.added(session, [session.outbox.add(addFlag, payload)]);
    } else if (found.flag.call_id === callId) await saveEdit(panel, issueId, found, { type, note });
  } catch (error) {
    keepWords(id);
    throw error;
  }
}

async function saveEdit(panel: TranscriptPanel, issueId: string, found: Editable, change: FlagWords): Promise<void> {
  const { session, history } = panel;
  const payload = preparedEdit(issueId, found, change);
  if (payload === undefined) panel.say(vscode.l10n.t('No changes to save.'), 'info');
  else if (found.entry === undefined) history.edited(session, session.outbox.add(editFlag, payload), found.flag);
  else {
    await amendFlag(session, found.entry, payload.flag);
    history.amended(session, found.entry, found.flag);
  }
}

const isNew = (session: Session, flagType: string): boolean =>
  !flagTypeChoices(session).some(({ type }) => type === flagType);
