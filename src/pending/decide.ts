import * as vscode from 'vscode';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { confirm, inform } from '../editor/notices.ts';
import { pickOne } from '../editor/prompts/picks.ts';
import type { Services } from '../editor/services.ts';
import { askLongText } from '../editor/prompts/text-prompt.ts';
import { maxNote } from '../shared/transcript.ts';
import { EditConflictError } from '../triage/issues/errors.ts';
import { isSurplus } from '../triage/outbox/errors.ts';
import { isUnmade } from '../triage/flags/marks.ts';
import type { AddFlagPayload } from '../triage/outbox/kinds/add-flag.ts';
import { createAttachment, type CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';
import { updateIssue, type UpdateIssuePayload } from '../triage/outbox/kinds/update-issue.ts';
import { type Entry, needsDecision } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import type { PendingChange } from './changes.ts';
import { compare } from './compare.ts';
import { nameOf, stateOf, wordsOf } from './words.ts';
import { fileBytes } from '../api/file-bytes.ts';
import { askInput } from '../editor/prompts/input.ts';
import { withNotificationProgress } from '../editor/progress.ts';
import { safeName, uniqueName } from '../triage/attachments/names.ts';
import { sendBytes } from '../triage/attachments/upload.ts';

interface Decision extends vscode.QuickPickItem {
  readonly act: () => unknown;
}

/** Lets the user decide about a change. @throws StorageError when the decision cannot be stored */
export async function decide(services: Services, change: PendingChange): Promise<void> {
  const { l10n } = vscode;
  const { entry, here, session, unclearOwner } = change;
  const words = wordsOf(entry);
  const decisions: Decision[] = [];
  const live = session?.outbox.get(entry.id);
  if (here && session !== undefined && live !== undefined) decisions.push(...decisionsOn(session, live, change));
  if (words !== '') decisions.push({ label: l10n.t('Copy Text'), act: () => vscode.env.clipboard.writeText(words) });
  if (here && entry.state !== 'sending') {
    const discard = async (): Promise<unknown> =>
      live === undefined ? services.writes.discard(entry.id) : session?.outbox.discard(entry.id);
    decisions.push({ label: l10n.t('Discard'), act: discard });
  }
  if (unclearOwner !== null) {
    decisions.push({ label: l10n.t('Take Over'), act: () => takeOver(services, unclearOwner) });
  }
  if (decisions.length === 0) {
    void inform(l10n.t('Another window is working on this change.'));
    return;
  }
  const title = `${nameOf(entry)}: ${stateOf(entry)}`;
  await orCancelled(await pickOne(decisions, { title })).act();
}

/** Takes over the changes of a window once the user confirms that it is gone. */
async function takeOver({ writes }: Services, owner: string): Promise<void> {
  const { l10n } = vscode;
  const question = l10n.t('Take over the changes of another window?');
  const detail = l10n.t(
    'Call Triage cannot tell whether that window is still open. If it is, a change could be sent twice.',
  );
  const button = l10n.t('Take Over');
  await confirm(question, detail, button);
  if (await writes.takeOver(owner)) return;
  void inform(l10n.t('That window is still open and will send its own changes.'));
}

/** Returns the actions on a change that this window may decide about. */
function decisionsOn(session: Session | TalkdeskSession, entry: Entry, change: PendingChange): Decision[] {
  const { l10n } = vscode;
  const { outbox } = session;
  const { id } = entry;
  const needed = needsDecision(change.entry);
  if (entry.state === 'sending' || isSurplus(entry.error)) return [];
  const again: Decision = {
    label: needed ? l10n.t('Send Again') : l10n.t('Send Now'),
    act: () => outbox.retry(id),
  };
  if (needed && entry.inDoubt) return [{ label: l10n.t('Look Again'), act: () => outbox.lookAgain(id) }, again];
  if (!needed) return [again];
  if (isUnmade(entry)) {
    const { payload } = entry;
    return [
      { label: l10n.t('Attach Call and Flag'), act: () => outbox.amend(id, { ...payload, attach: true }) },
      again,
      { label: l10n.t('Edit Note…'), act: () => editNote(session, id, payload) },
    ];
  }
  if (entry.kind === updateIssue.name && entry.error instanceof EditConflictError) {
    const { change: wanted } = entry.payload as UpdateIssuePayload;
    const compared = { label: l10n.t('Compare'), act: () => compare(session.connection.id, entry) };
    const isText = wanted.title !== undefined || wanted.description !== undefined;
    return [...(isText ? [compared] : []), { label: l10n.t('Overwrite'), act: () => outbox.retry(id) }];
  }
  if (entry.kind === createAttachment.name && isTalkdesk(session)) {
    const payload = entry.payload as CreateAttachmentPayload;
    const uri = payload.file?.uri;
    const rename = { label: l10n.t('Rename…'), act: () => renameAttachment(session, id, payload) };
    const upload = { label: l10n.t('Upload Again'), act: () => uploadAgain(session, id, payload, uri ?? '') };
    return [again, rename, ...(uri?.startsWith('file:') === true ? [upload] : [])];
  }
  return [again];
}

function isTalkdesk(session: Session | TalkdeskSession): session is TalkdeskSession {
  return session.connection.kind === 'talkdesk';
}

/** Edits the note of a refused flag, and sends it again. */
async function editNote({ outbox }: Session | TalkdeskSession, id: string, payload: AddFlagPayload): Promise<void> {
  const { note: before = '', ...flag } = payload.flag;
  const note = await askLongText({
    title: vscode.l10n.t('Edit Note'),
    prompt: vscode.l10n.t('What went wrong? (optional)'),
    value: before,
    longest: maxNote,
    optional: true,
  });
  await outbox.amend<AddFlagPayload>(id, { ...payload, flag: note === '' ? flag : { ...flag, note } });
}

/** Renames a refused attachment, and creates it again from the uploaded bytes. */
async function renameAttachment(
  { outbox }: TalkdeskSession,
  id: string,
  payload: CreateAttachmentPayload,
): Promise<void> {
  const { l10n } = vscode;
  const name = await askInput({
    title: l10n.t('Attachment Name'),
    value: uniqueName(payload.name, new Date(), crypto.randomUUID().slice(0, 4)),
    ignoreFocusOut: true,
    validateInput: (typed) => (safeName(typed) === typed ? undefined : l10n.t('Invalid name.')),
  });
  await outbox.amend<CreateAttachmentPayload>(id, { ...payload, name: orCancelled(name) });
}

/** Uploads the file of a refused attachment again. @throws BytesError; ServiceError */
async function uploadAgain(
  { api, outbox }: TalkdeskSession,
  id: string,
  payload: CreateAttachmentPayload,
  uri: string,
): Promise<void> {
  const bytes = await fileBytes(vscode.Uri.parse(uri, true).fsPath);
  const title = vscode.l10n.t('Uploading {0}', payload.name);
  const requestId = await withNotificationProgress(title, (signal, report) => {
    let percent = 0;
    const onSent = (sent: number): void => {
      const now = bytes.size === 0 ? 100 : Math.floor((100 * sent) / bytes.size);
      if (now > percent) report(`${now} %`, now - percent);
      percent = Math.max(percent, now);
    };
    return sendBytes(api, bytes, payload.type, { signal, onSent });
  });
  await outbox.amend<CreateAttachmentPayload>(id, { ...payload, requestId });
}
