import * as vscode from 'vscode';
import type { Flag, NewFlag } from '../../api/bland/flags.ts';
import { fromView } from '../../editor/call.ts';
import { flagTypeChoices } from '../../editor/flag-types.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { changedFlag, contentOf, prepareFlag } from '../../triage/flags/flagging.ts';
import { isUnmade } from '../../triage/flags/marks.ts';
import { addFlag, type AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { editFlag, type EditFlagPayload } from '../../triage/outbox/kinds/edit-flag.ts';
import { type Entry, entryIdPrefix, needsDecision } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { FlagPort } from '../panel/ports.ts';
import { issueOfFlag } from './flag-marks.ts';

/** The longest wait of an edit for a flag that is being sent, milliseconds. */
const sendTimeout = 10_000;

/** A flag, and the write that creates it while it is not stored. */
interface EditableFlag {
  readonly id: string;
  readonly flag: NewFlag;
  readonly entry: Entry<AddFlagPayload | EditFlagPayload> | undefined;
}

interface FlagChange {
  readonly type: string;
  readonly note: string;
}

interface OpenedFlag {
  readonly issueId: string;
  /** The write that creates it: once stored, the flag has another ID. */
  readonly entry: Entry | undefined;
}

/** Editing of flags. Remembers the flags that were opened: until an edit is saved, one may be stored or removed. */
export class FlagEdits {
  readonly #opened = new WeakMap<Session, Map<string, OpenedFlag>>();

  /**
   * Finds a flag on an issue, or on its way there. Undefined when it no longer exists.
   *
   * @throws InvalidArgumentError while the flag is being sent, removed or replaced
   */
  async find(session: Session, issueId: string, flagId: string): Promise<EditableFlag | undefined> {
    const { outbox, issues } = session;
    const opened = this.#openedIn(session);
    const pending = outbox.get(flagId);
    const entry =
      pending?.state === 'sending' ? await outbox.outcome(flagId, sendTimeout) : (pending ?? opened.get(flagId)?.entry);
    if (entry !== undefined && isUnmade(entry) && entry.issueId === issueId && entry.state !== 'delivered') {
      if (outbox.get(entry.id) === undefined) return undefined;
      opened.set(flagId, { issueId, entry });
      return { id: flagId, flag: entry.payload.flag, entry };
    }
    if (pending !== undefined && entry?.state !== 'delivered') throw flagBusy();
    const id = entry === undefined ? flagId : (entry.result as Flag).id;
    await issues.loadFlags(issueId);
    const flag = issues.contents(issueId).flags.items.find((one) => one.id === id);
    const isChanging = outbox.entries.some(
      (other) =>
        other.issueId === issueId &&
        !needsDecision(other) &&
        (other.payload as { readonly flagId?: string }).flagId === id,
    );
    if (isChanging) throw flagBusy();
    if (flag !== undefined && !opened.has(flagId)) opened.set(flagId, { issueId, entry: undefined });
    return flag && { id, flag: contentOf(flag), entry: undefined };
  }

  /** Opens the composer on a flag of the panel's call. One without a message is edited by prompts. */
  async open(panel: FlagPort, flagId: string): Promise<void> {
    const { target, transcript } = panel;
    const session = panel.session();
    if (transcript === undefined) return;
    const issueId = issueOfFlag(panel, flagId);
    const found = issueId === undefined ? undefined : await this.find(session, issueId, flagId);
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
    panel.compose(index, null, { index, edits: flagId, flagType: type, isNew: isNewType(session, type), note });
  }

  /** Saves an edit from the composer. If the flag was removed meanwhile, the text becomes a new flag. */
  async save(panel: FlagPort, { id, index, flagType: type, note }: PageMessageOf<'flag/edit'>): Promise<void> {
    const { target, transcript } = panel;
    const session = panel.session();
    const issueId = issueOfFlag(panel, id) ?? this.#openedIn(session).get(id)?.issueId ?? target.issueId;
    if (transcript === undefined) return;
    const { callId } = transcript;
    const reopenComposer = (edits?: string): void =>
      panel.compose(index, null, { index, edits, flagType: type, isNew: isNewType(session, type), note });
    if (issueId === null) {
      reopenComposer();
      return;
    }
    try {
      const found = await this.find(session, issueId, id);
      if (found === undefined && id.startsWith(entryIdPrefix)) {
        // It may have been stored by a window that is closed: saved as a new flag it would be there twice.
        reopenComposer();
        const sentence = vscode.l10n.t(
          'The flag you were editing no longer exists. Save your text as a new flag, or discard it.',
        );
        panel.say(sentence, 'warning');
      } else if (found === undefined) {
        panel.say(vscode.l10n.t('The flag was removed by someone else. Your text was saved as a new flag.'), 'info');
        const payload = prepareFlag({ issueId, callId, messageIndex: index, type, note }, transcript);
        panel.history.added(session, [session.outbox.add(addFlag, payload)]);
      } else if (found.flag.call_id === callId) await saveFound(panel, session, issueId, found, { type, note });
    } catch (error) {
      reopenComposer(id);
      throw error;
    }
  }

  #openedIn(session: Session): Map<string, OpenedFlag> {
    const opened = this.#opened.get(session) ?? new Map<string, OpenedFlag>();
    this.#opened.set(session, opened);
    return opened;
  }
}

/** Returns the write that makes this change to a flag; undefined when it changes nothing. @throws InvalidArgumentError */
export function prepareEdit(
  issueId: string,
  { id, flag }: EditableFlag,
  change: FlagChange,
): EditFlagPayload | undefined {
  const changed = changedFlag(flag, change);
  return changed && { issueId, flagId: id, flag: changed, attach: false, verify: false };
}

/** Changes the flag of a write that has not been sent. @throws InvalidArgumentError when it may have been sent */
export async function amendFlag(
  { outbox }: Session,
  { payload, id }: Entry<AddFlagPayload | EditFlagPayload>,
  flag: NewFlag,
): Promise<void> {
  if (!(await outbox.amend(id, { ...payload, flag }))) throw flagBusy();
}

async function saveFound(
  panel: Pick<FlagPort, 'history' | 'say'>,
  session: Session,
  issueId: string,
  found: EditableFlag,
  change: FlagChange,
): Promise<void> {
  const { history } = panel;
  const payload = prepareEdit(issueId, found, change);
  if (payload === undefined) panel.say(vscode.l10n.t('No changes to save.'), 'info');
  else if (found.entry === undefined) history.edited(session, session.outbox.add(editFlag, payload), found.flag);
  else {
    await amendFlag(session, found.entry, payload.flag);
    history.amended(session, found.entry, found.flag);
  }
}

const isNewType = (session: Session, flagType: string): boolean =>
  !flagTypeChoices(session).some(({ type }) => type === flagType);

function flagBusy(): Error {
  const sentence = vscode.l10n.t('This flag is being saved or removed. Try again in a moment.');
  return new InvalidArgumentError('flagId', sentence);
}
