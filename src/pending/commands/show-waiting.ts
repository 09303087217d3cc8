import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { given } from '../../editor/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { issueAddress } from '../../editor/issue-address.ts';
import { shownRow } from '../../editor/privacy.ts';
import { askLongText } from '../../editor/text-prompt.ts';
import { excerpt } from '../../editor/wording.ts';
import { maxNote } from '../../shared/transcript.ts';
import { printable } from '../../triage/transcript.ts';
import { EditConflictError } from '../../triage/errors.ts';
import { isUnmade } from '../../triage/flag-marks.ts';
import type { Entry } from '../../triage/outbox/outbox.ts';
import type { Session } from '../../triage/session.ts';
import type { TalkdeskSession } from '../../triage/talkdesk-session.ts';
import type { AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { updateIssue, type UpdateIssuePayload } from '../../triage/outbox/kinds/update-issue.ts';
import type { CreateAttachmentPayload } from '../../triage/outbox/kinds/create-attachment.ts';
import { renameAttachment, sendAgain } from '../decide-attachment.ts';
import { nameOf, stateOf, wordsOf } from '../words.ts';

/** Lists the writes that are not done, and lets the user decide about each. A script gets the list. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const all: readonly Waiting[] = [
      ...services.openSessions().flatMap((session) => session.outbox.entries.map((entry) => ({ session, entry }))),
      ...services.talkdesk
        .all()
        .flatMap((talkdesk) => talkdesk.outbox.entries.map((entry) => ({ session: talkdesk, talkdesk, entry }))),
    ];
    if (!call.fromUi) {
      return all.map(({ entry: { id, kind, issueId, state, createdAt } }) => ({
        entryId: id,
        kind,
        issueId,
        state,
        createdAt,
      }));
    }
    if (all.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Nothing waits: every change is stored.'));
      return undefined;
    }
    const items = all.map((value) => ({
      label: nameOf(value.entry),
      description: stateOf(value.entry, value.session),
      detail: excerpt(printable(wordsOf(value.entry)), 160),
      iconPath: new vscode.ThemeIcon(value.entry.state === 'refused' ? 'warning' : 'cloud-upload'),
      value,
    }));
    const title = vscode.l10n.t('Changes that Are Not Stored Yet');
    const picked = given(await vscode.window.showQuickPick(items.map(shownRow), { title, matchOnDetail: true }));
    await decide(picked.value);
    return undefined;
  },
});

interface Decision extends vscode.QuickPickItem {
  readonly act: () => void | Thenable<void>;
}

/** A write, and whose it is. */
interface Waiting {
  readonly session: Pick<Session, 'connection' | 'outbox'> | TalkdeskSession;
  /** Set when it goes to Talkdesk. */
  readonly talkdesk?: TalkdeskSession;
  readonly entry: Entry;
}

async function decide({ session, talkdesk, entry }: Waiting): Promise<void> {
  const { l10n } = vscode;
  const { outbox } = session;
  const words = wordsOf(entry);
  const decisions: Decision[] = [{ label: l10n.t('Send Now'), act: () => outbox.retry(entry.id) }];
  if (isUnmade(entry) && entry.state === 'refused') {
    const { payload } = entry;
    const attach = (): void => {
      outbox.amend(entry.id, { ...payload, attach: true });
    };
    decisions.unshift({ label: l10n.t('Attach Call and Flag'), act: attach });
    decisions.push({ label: l10n.t('Edit Note…'), act: () => editNote(session, entry.id, payload) });
  }
  if (entry.kind === updateIssue.name && entry.error instanceof EditConflictError) {
    const { issueId, change } = entry.payload as UpdateIssuePayload;
    const overwrite = (): void => {
      outbox.amend<UpdateIssuePayload>(entry.id, { issueId, change });
    };
    decisions.unshift({ label: l10n.t('Compare'), act: () => compare(session, issueId, entry.id) });
    decisions.push({ label: l10n.t('Overwrite'), act: overwrite });
  }
  if (talkdesk !== undefined && entry.state === 'refused') {
    const payload = entry.payload as CreateAttachmentPayload;
    const uri = payload.file?.uri;
    const rename = { label: l10n.t('Change Name…'), act: () => renameAttachment(talkdesk, entry.id, payload) };
    const again = { label: l10n.t('Upload Again'), act: () => sendAgain(talkdesk, entry.id, payload, uri ?? '') };
    decisions.push(rename, ...(uri?.startsWith('file:') === true ? [again] : []));
  }
  if (words !== '') decisions.push({ label: l10n.t('Copy Text'), act: () => vscode.env.clipboard.writeText(words) });
  decisions.push({ label: l10n.t('Discard'), act: () => void outbox.discard(entry.id) });
  const title = `${nameOf(entry)}: ${stateOf(entry, session)}`;
  await given(await vscode.window.showQuickPick(decisions, { title })).act();
}

/** What the service has beside what would take its place. */
async function compare({ connection }: Waiting['session'], issueId: string, entryId: string): Promise<void> {
  const place = { connectionId: connection.id, issueId };
  const [theirs, mine] = (['service', { entryId }] as const).map((version) =>
    issueAddress({ ...place, version }, vscode.l10n.t('Issue')),
  );
  await vscode.commands.executeCommand('vscode.diff', theirs, mine, vscode.l10n.t('Theirs ↔ Yours'));
}

/** Changes the note of a refused flag, and sends it again. */
async function editNote({ outbox }: Waiting['session'], id: string, payload: AddFlagPayload): Promise<void> {
  const { note: before = '', ...flag } = payload.flag;
  const note = await askLongText({
    title: vscode.l10n.t('Edit Note'),
    prompt: vscode.l10n.t('What went wrong here? Leave it empty for a flag without a note.'),
    value: before,
    longest: maxNote,
    optional: true,
  });
  outbox.amend<AddFlagPayload>(id, { ...payload, flag: note === '' ? flag : { ...flag, note } });
}
