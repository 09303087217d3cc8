import * as vscode from 'vscode';
import { bytesIn } from '../api/bytes.ts';
import type { Call } from '../editor/call.ts';
import { isPending } from '../editor/make-write.ts';
import { inform, warn } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { formatNumber } from '../editor/words/format.ts';
import { mediaType, uniqueName } from '../triage/attachments/names.ts';
import { ClipboardLimitError } from '../triage/evidence/errors.ts';
import type { Evidence, MissingEvidence } from '../triage/evidence/bundle.ts';
import type { TalkdeskSession } from '../triage/sessions/talkdesk-session.ts';
import type { Subject } from './ask-export.ts';
import type { Bundle } from './make-bundle.ts';
import { sizeInWords } from './transfer.ts';
import { reportUploaded } from './report-upload.ts';
import { removeFiles, writeFile } from './recordings.ts';
import { uploadToTalkdesk } from './upload.ts';

/** Characters. As much as chats and trackers accept, and editors paste at once. */
export const clipboardLimit = 1_000_000;

/** @throws BytesError, after which the bundle's recordings are removed */
export async function exportToFile(bundle: Bundle, file: vscode.Uri, call: Call) {
  const { evidence, text, recordings } = bundle;
  const bytes = Buffer.from(text);
  try {
    await writeFile(file, bytes);
  } catch (error) {
    await removeFiles(recordings);
    throw error;
  }
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  const open = vscode.l10n.t('Open');
  report(call, vscode.l10n.t('Exported {0} ({1}).', name, sizeInWords(bytes.length)), evidence.missing, open, () =>
    vscode.commands.executeCommand('vscode.open', file),
  );
  return {
    uri: file.toString(),
    ...(recordings.length === 0 ? {} : { recordings: recordings.map((one) => one.toString()) }),
    ...missingOf(evidence),
  };
}

/** @throws ClipboardLimitError */
export async function exportToClipboard({ evidence, text }: Bundle, call: Call) {
  if (text.length > clipboardLimit) throw new ClipboardLimitError(text.length, clipboardLimit);
  await vscode.env.clipboard.writeText(text);
  report(call, vscode.l10n.t('Copied {0} characters.', formatNumber(text.length)), evidence.missing);
  return { characters: text.length, ...missingOf(evidence) };
}

/** Creates a Talkdesk attachment under a unique name. */
export async function exportToTalkdesk(
  services: Services,
  talkdesk: TalkdeskSession,
  { session, about }: Subject,
  { evidence, text }: Bundle,
  name: string,
  call: Call,
) {
  const { issueId, callId } = about;
  const issue = issueId === undefined ? undefined : { session, issueId };
  const source = { bytes: bytesIn(Buffer.from(text)), name, type: mediaType(name), file: null };
  const metadata = { format: evidence.format, version: evidence.version, ...metadataOf(evidence, callId) };
  const unique = uniqueName(name, new Date(), crypto.randomUUID().slice(0, 4));
  const made = await uploadToTalkdesk(talkdesk, { source, name: unique, metadata, issue }, call);
  if (isPending(made)) {
    const later = vscode.l10n.t('Uploaded {0}. The attachment will be created when Talkdesk responds.', unique);
    report(call, later, evidence.missing);
  } else if (call.fromUi) reportUploaded(services, talkdesk, made, issue, call, omittedWords(evidence.missing));
  return { ...made, ...missingOf(evidence) };
}

function metadataOf({ issue, flags }: Evidence, callId: string | undefined): Record<string, unknown> {
  const indexes = flags.flatMap(({ messageIndex }) => messageIndex ?? []);
  return {
    ...(issue === null ? {} : { issue_id: issue.id, issue: issue.code }),
    ...(callId === undefined ? {} : { call_id: callId }),
    ...(callId === undefined || indexes.length === 0
      ? {}
      : { message_indexes: [...new Set(indexes)].sort((a, b) => a - b) }),
  };
}

function missingOf({ missing }: Evidence): { readonly missing?: readonly MissingEvidence[] } {
  return missing.length === 0 ? {} : { missing };
}

/** The number of omitted items that a message names. */
const maxNamed = 3;

/** Reports an export with what it omits. Does not wait. */
function report(
  call: Call,
  done: string,
  missing: readonly MissingEvidence[],
  action?: string,
  act?: () => Thenable<unknown>,
): void {
  if (!call.fromUi) return;
  const sentence = `${done} ${omittedWords(missing)}`.trim();
  const show = missing.length === 0 ? inform : warn;
  void show(sentence, ...(action === undefined ? [] : [action])).then((chosen) => {
    if (chosen !== undefined) void act?.();
  });
}

/** Lists what a bundle omits; empty when it is complete. */
function omittedWords(missing: readonly MissingEvidence[]): string {
  if (missing.length === 0) return '';
  const { l10n } = vscode;
  const list = missing
    .slice(0, maxNamed)
    .map(({ what, id, reason }) => `${whatWord(what)}${id === null ? '' : ` ${id}`}: ${reason}`);
  const more = missing.length > maxNamed ? [l10n.t('And {0} more.', missing.length - maxNamed)] : [];
  return [l10n.t('Omitted:'), ...list, ...more].join(' ');
}

function whatWord(what: MissingEvidence['what']): string {
  const { l10n } = vscode;
  const words: Readonly<Record<MissingEvidence['what'], string>> = {
    call: l10n.t('call'),
    message: l10n.t('message'),
    flags: l10n.t('flags'),
    comments: l10n.t('comments'),
    resources: l10n.t('evidence'),
    recording: l10n.t('recording'),
  };
  return words[what];
}
