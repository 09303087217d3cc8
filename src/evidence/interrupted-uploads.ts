import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import { inform, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { type CutOff, UploadsUnderWay } from '../triage/attachments/under-way.ts';

/** Returns the running uploads of all windows. */
export function uploadsUnderWay({ database, owners }: Services): UploadsUnderWay {
  return new UploadsUnderWay(database, owners);
}

/** Asks about each upload that ended with its window. An unanswered question comes again. */
export async function askAboutInterruptedUploads(services: Services): Promise<void> {
  const uploads = uploadsUnderWay(services);
  const cutOff = await uploads.cutOff();
  for (const one of cutOff) {
    services.log.info('An upload was cut off.');
    void decide(uploads, one);
  }
}

async function decide(uploads: UploadsUnderWay, upload: CutOff): Promise<void> {
  const { l10n } = vscode;
  const again = l10n.t('Upload Again');
  const discard = l10n.t('Give Up');
  const sentence = l10n.t(
    'The window was closed while {0} was being uploaded to Talkdesk. No attachment was created.',
    upload.name,
  );
  const chosen = await warn(sentence, again, discard);
  if (chosen === undefined) return;
  const taken = await uploads.take(upload.id);
  if (chosen !== again) return;
  if (!taken) {
    const decided = l10n.t('Another window has already handled the upload of {0}.', upload.name);
    void inform(decided);
    return;
  }
  const { uri, name, talkdeskId, issue, metadata } = upload;
  await vscode.commands.executeCommand('callTriage.uploadAttachment', {
    [fromView]: true,
    uri,
    name,
    talkdeskId,
    ...issue,
    metadata,
  });
}
