import type { Call } from '../editor/call.ts';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { isMasked } from '../editor/masking.ts';
import { askIssue, askPick } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { safeName } from '../triage/attachments/names.ts';
import type { EvidenceSubject } from '../triage/evidence/collect.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { type NamedConnections, triageSession } from './ask-talkdesk.ts';

export const formats = ['markdown', 'json', 'jsonl'] as const;
export type Format = (typeof formats)[number];
export const targets = ['file', 'clipboard', 'talkdesk'] as const;
export type Target = (typeof targets)[number];

const extensions: Readonly<Record<Format, string>> = { markdown: 'md', json: 'json', jsonl: 'jsonl' };

export interface Subject {
  readonly session: Session;
  readonly about: EvidenceSubject;
}

/** Returns the named issue or call, else that of the active transcript, else an issue the user picks. */
export async function askSubject(
  services: Services,
  named: NamedConnections & { readonly issueId?: string | undefined; readonly callId?: string | undefined },
  call: Call,
): Promise<Subject> {
  const active = call.fromUi && named.issueId === undefined ? services.activeTranscript.read() : undefined;
  const same = named.callId === undefined || named.callId === active?.callId ? active : undefined;
  const session = triageSession(services, { connectionId: same?.connectionId, ...named });
  const callId = named.callId ?? same?.callId ?? undefined;
  const issue = named.issueId ?? same?.issueId ?? undefined;
  if (callId === undefined) return { session, about: { issueId: await askIssue(session, issue, call) } };
  if (issue !== undefined) return { session, about: { issueId: await askIssue(session, issue, call), callId } };
  const issueId = call.fromUi ? await askHolder(session, callId, call) : undefined;
  return { session, about: issueId === undefined ? { callId } : { issueId, callId } };
}

/** Asks which issue's flags to export with a call, if several are known to contain it. */
async function askHolder(session: Session, callId: string, call: Call): Promise<string | undefined> {
  const { l10n } = vscode;
  const [first, ...more] = session.issues.holding(callId);
  if (first === undefined || more.length === 0) return first?.id;
  const items = [first, ...more].map(({ id, triage_id: code, title }) => ({
    label: printable(`${code}  ${title}`),
    value: id,
  }));
  const none = { label: l10n.t('Without Flags'), value: '' };
  const title = l10n.t('Choose an Issue');
  return (await askPick<string>(call, 'issueId', title, [...items, none])) || undefined;
}

export function askFormat(call: Call): Promise<Format> {
  const { l10n } = vscode;
  return askPick<Format>(call, 'format', l10n.t('Export Evidence'), [
    { label: l10n.t('Markdown'), description: l10n.t('for reading'), value: 'markdown' },
    { label: l10n.t('JSON'), description: l10n.t('complete data'), value: 'json' },
    { label: l10n.t('JSONL'), description: l10n.t('one chat per flag, for evaluation sets'), value: 'jsonl' },
  ]);
}

/** Asks for the target; only files can have recordings beside them. */
export async function askTarget(call: Call): Promise<{ readonly target: Target; readonly recording: boolean }> {
  const { l10n } = vscode;
  const item = (icon: string, label: string, target: Target, recording = false, description = '') => ({
    label,
    iconPath: new vscode.ThemeIcon(icon),
    description,
    value: { target, recording },
  });
  // Voices cannot be masked.
  const beside = isMasked()
    ? []
    : [item('unmute', l10n.t('File with Recordings'), 'file', true, l10n.t('saved next to the file'))];
  return askPick(call, 'target', l10n.t('Export Evidence To'), [
    item('save-as', l10n.t('File'), 'file'),
    ...beside,
    item('clippy', l10n.t('Clipboard'), 'clipboard'),
    item('cloud-upload', l10n.t('Talkdesk Attachment'), 'talkdesk'),
  ]);
}

/** Returns a file name of codes and IDs only, never of text somebody wrote. @throws ServiceError */
export async function bundleName({ session, about }: Subject, format: Format): Promise<string> {
  const { issueId } = about;
  const issue = issueId === undefined ? undefined : await session.issues.find(issueId);
  const parts = [issue?.triage_id, about.callId].filter((part) => part !== undefined);
  return safeName(`${parts.join('-')}-evidence.${extensions[format]}`);
}

/** Asks where to save; the editor asks before it replaces a file. */
export async function askFile(name: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const options = { title: vscode.l10n.t('Export Evidence'), saveLabel: vscode.l10n.t('Export') };
  return orCancelled(await vscode.window.showSaveDialog({ ...options, defaultUri: vscode.Uri.joinPath(folder, name) }));
}
