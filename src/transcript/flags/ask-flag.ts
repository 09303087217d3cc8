import * as vscode from 'vscode';
import type { Flag } from '../../api/bland/flags.ts';
import type { Call } from '../../editor/call.ts';
import { askPick } from '../../editor/prompts/ask.ts';
import { excerpt } from '../../editor/words/format.ts';
import { messageName, speakerOf } from '../../editor/words/messages.ts';
import { ApproximateIndexError } from '../../triage/transcript/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { waitInUi } from '../../editor/progress.ts';

/** Asks for one of the calls attached to an issue. */
export async function askCall(session: Session, issueId: string, call: Call): Promise<string> {
  const { resources } = session.issues.contents(issueId);
  if (call.fromUi) await waitInUi(call, vscode.l10n.t('Loading calls'), session.issues.loadResources(issueId));
  const calls = resources.items.filter((link) => link.resource_type === 'call' && link.status !== 'unavailable');
  const items = calls.map((link) => ({
    label: printable(link.title),
    description: link.resource_id,
    value: link.resource_id,
  }));
  return askPick(call, 'callId', vscode.l10n.t('Flag Message: Choose a Call'), items);
}

/** Asks for a message of a call. Resolves to its raw index. @throws ApproximateIndexError */
export async function askMessage(session: Session, callId: string, call: Call): Promise<number> {
  const title = vscode.l10n.t('Flag Message: Choose a Message');
  return askPick(call, 'messageIndex', title, call.fromUi ? await messageItems(session, callId, call) : []);
}

/** Asks for a message of a call, or for the whole call. Resolves to the raw index, or to null. */
export async function askCallOrMessage(session: Session, callId: string, call: Call): Promise<number | null> {
  const whole = { label: vscode.l10n.t('Whole Call'), iconPath: new vscode.ThemeIcon('call-incoming'), value: null };
  const title = vscode.l10n.t('Flag: Choose the Call or a Message');
  const { approximate } = await waitInUi(call, vscode.l10n.t('Loading call'), session.transcripts.get(callId));
  const messages = approximate ? [] : await messageItems(session, callId, call);
  return askPick<number | null>(call, 'messageIndex', title, [whole, ...messages]);
}

async function messageItems(session: Session, callId: string, call: Call) {
  const reading = session.transcripts.get(callId);
  const { rows, approximate } = await waitInUi(call, vscode.l10n.t('Loading call'), reading);
  if (approximate) throw new ApproximateIndexError(callId);
  return rows.map((row) => ({
    label: `${messageName(row.index, row.seconds)}  ${excerpt(row.text, 120)}`,
    description: speakerOf(row),
    value: row.index,
  }));
}

/** Asks for one of the stored flags of an issue. */
export async function askFlag(session: Session, issueId: string, title: string, call: Call): Promise<string> {
  const { flags } = session.issues.contents(issueId);
  if (call.fromUi) await waitInUi(call, vscode.l10n.t('Loading flags'), session.issues.loadFlags(issueId));
  const items = flags.items.map((flag) => ({
    label: printable(flag.type),
    description: `${locationOf(session, flag)}  ${excerpt(printable(flag.message_text ?? ''), 80)}`,
    value: flag.id,
  }));
  return askPick(call, 'flagId', title, items);
}

function locationOf({ transcripts }: Session, { call_id: callId, message_index: index }: Flag): string {
  return index === null ? vscode.l10n.t('Whole call') : messageName(index, transcripts.secondsOf(callId, index));
}
