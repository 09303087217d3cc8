import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import type { Attachment } from '../api/talkdesk/attachments.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { askInput } from '../editor/prompts/input.ts';
import { longestName, safeName, uniqueName } from '../triage/attachments/names.ts';
import type { UploadsUnderWay } from '../triage/attachments/under-way.ts';
import { makeAttachment, sendBytes } from '../triage/attachments/upload.ts';
import { connectionKey } from '../triage/sessions/connection.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import type { CreateAttachmentPayload } from '../triage/outbox/kinds/create-attachment.ts';
import { transfer } from './transfer.ts';
import type { Source } from './source.ts';

/** Milliseconds after which creating the attachment continues in the background. */
const deliveryBudgetMs = 10_000;

export interface UploadRequest {
  readonly source: Source;
  /** Defaults to the source's name. */
  readonly name?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** The issue that will list the attachment. */
  readonly issue?: { readonly session: Session; readonly issueId: string } | undefined;
  /** Records the upload of a file while it is running. */
  readonly underWay?: UploadsUnderWay | undefined;
}

/**
 * Creates a Talkdesk attachment: bytes first, then the attachment, through the outbox. From the UI
 * with progress, and a prompt for another name when the name is taken.
 *
 * @returns the attachment, or a `Pending` when it will be created later
 * @throws Cancelled, after which nothing is stored; ServiceError
 */
export async function uploadToTalkdesk(
  talkdesk: TalkdeskSession,
  { source, name = source.name, metadata, issue, underWay }: UploadRequest,
  call: Call,
): Promise<Attachment | Pending> {
  const { bytes, type, file } = source;
  const title = vscode.l10n.t('Uploading {0} to {1}', name, talkdesk.connection.label);
  let end: (() => Promise<void>) | undefined;
  const send = async (): Promise<string> => {
    end = await underWay?.begin({
      uri: file?.uri ?? '',
      name,
      talkdeskId: talkdesk.connection.id,
      issue: issue === undefined ? null : { connectionId: issue.session.connection.id, issueId: issue.issueId },
      ...(metadata === undefined ? {} : { metadata }),
    });
    return transfer(call, { title, size: bytes.size }, (signal, onSent) =>
      sendBytes(talkdesk.api, bytes, type, { signal, onSent }),
    );
  };
  try {
    const payload: CreateAttachmentPayload = {
      requestId: await send(),
      name,
      type,
      file,
      issue: issue === undefined ? null : { owner: connectionKey(issue.session.connection), issueId: issue.issueId },
      ...(metadata === undefined ? {} : { metadata }),
    };
    return await makeAttachment(talkdesk.outbox, payload, {
      budgetMs: deliveryBudgetMs,
      resend: send,
      keepRefused: call.fromUi,
      onRecorded: () => end?.(),
      ...(call.fromUi ? { rename: askOtherName } : {}),
    });
  } finally {
    await end?.();
  }
}

/** Asks for another name, suggesting a unique one. */
async function askOtherName(taken: string): Promise<string> {
  const { l10n } = vscode;
  const random = crypto.randomUUID().slice(0, 4);
  const name = await askInput({
    title: l10n.t('Name Already Exists'),
    prompt: l10n.t(
      'An attachment named "{0}" already exists. Enter another name; the file is already uploaded.',
      taken,
    ),
    value: uniqueName(taken, new Date(), random),
    ignoreFocusOut: true,
    validateInput: faultOfName,
  });
  return orCancelled(name).trim();
}

function faultOfName(typed: string): string | undefined {
  const { l10n } = vscode;
  const name = typed.trim();
  if (name === '') return l10n.t('Enter a name.');
  if (name.length > longestName) return l10n.t('At most {0} characters are allowed.', longestName);
  return safeName(name) === name ? undefined : l10n.t('A name cannot contain slashes, colons or invisible characters.');
}
