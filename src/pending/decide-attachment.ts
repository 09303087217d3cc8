import * as vscode from 'vscode';
import { fileBytes } from '../api/file-bytes.ts';
import { given } from '../editor/errors/cancelled.ts';
import { askInput } from '../editor/prompts/input.ts';
import { whileNotified } from '../editor/progress.ts';
import { safeName, uniqueName } from '../triage/attachments/names.ts';
import { sendBytes } from '../triage/attachments/upload.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import type { CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';

/** Gives a refused attachment another name, and makes it again from the bytes that are there. */
export async function renameAttachment(
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
  await outbox.amend<CreateAttachmentPayload>(id, { ...payload, name: given(name) });
}

/** Sends the bytes of a refused attachment again, from the file they came from. @throws BytesError; ServiceError */
export async function uploadAgain(
  { api, outbox }: TalkdeskSession,
  id: string,
  payload: CreateAttachmentPayload,
  uri: string,
): Promise<void> {
  const bytes = await fileBytes(vscode.Uri.parse(uri, true).fsPath);
  const title = vscode.l10n.t('Uploading {0}', payload.name);
  const requestId = await whileNotified(title, (signal, report) => {
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
