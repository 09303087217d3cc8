import * as vscode from 'vscode';
import { type Call, fromView } from '../../editor/call.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { informWithUndo, warn } from '../../editor/notices.ts';
import { askIssue } from '../../editor/prompts/ask.ts';
import { askFlagNote, askFlagType } from '../../editor/prompts/flag-prompts.ts';
import { chooseIssue } from '../../editor/prompts/issue-picker.ts';
import type { Services } from '../../editor/services.ts';
import { messageName } from '../../editor/words/messages.ts';
import { type FlagRequest, prepareFlag } from '../../triage/flags/flagging.ts';
import { addFlag, type AddFlagPayload } from '../../triage/outbox/kinds/add-flag.ts';
import { removeFlag } from '../../triage/outbox/kinds/remove-flag.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { newIssueItem } from '../panel/change-issue.ts';
import { askCall } from './ask-flag.ts';
import { isNotAttached } from './flag-marks.ts';

type FlagArguments = { readonly [K in Exclude<keyof FlagRequest, 'messageIndex'>]?: FlagRequest[K] | undefined };

/** Resolves to the raw index of a message of the call, or to null for the whole call. */
type AskIndex = (callId: string) => Promise<number | null>;

/** Flags a message or a call. Asks for issue, call, type and note where they are missing. */
export async function flagByPrompts(
  services: Services,
  session: Session,
  args: FlagArguments,
  call: Call,
  askIndex: AskIndex,
): Promise<unknown> {
  const issueId = await askIssueOrNew(session, args, call);
  if (issueId === undefined) return createIssueWithFlag(session, args, askIndex);
  const callId = args.callId ?? (await askCall(session, issueId, call));
  const messageIndex = await askIndex(callId);
  const type = args.type ?? (await askFlagType(session, call));
  const draftPlace = { connectionId: session.connection.id, issueId, callId };
  const note = args.note ?? (call.fromUi ? await askFlagNote(services.drafts, draftPlace, messageIndex, type) : '');
  // A script has to ask for the call to be attached.
  const attach = args.attach ?? (call.fromUi && !session.issues.holds(issueId, callId));
  const request = { ...args, issueId, callId, messageIndex, type, note, attach };
  try {
    return await sendFlag(services, session, request, call);
  } catch (error) {
    if (!call.fromUi || !isNotAttached(error)) throw error;
    const attachToo = vscode.l10n.t('Attach and Flag');
    const chosen = await warn(vscode.l10n.t('The call is not attached to the issue.'), attachToo);
    if (chosen === attachToo) await attachAndRetry(session, error);
    return undefined;
  }
}

/** Returns the issue that is named or chosen; undefined when the flag is to be created with a new one. */
async function askIssueOrNew(
  session: Session,
  { issueId, callId }: FlagArguments,
  call: Call,
): Promise<string | undefined> {
  if (issueId !== undefined || callId === undefined || !call.fromUi) return askIssue(session, issueId, call);
  const title = vscode.l10n.t('Flag: Choose an Issue');
  const chosen = orCancelled(await chooseIssue(session, { title, holding: callId, others: [newIssueItem()] }));
  if ('other' in chosen) return undefined;
  session.issues.choose(chosen.issue);
  return chosen.issue.id;
}

async function createIssueWithFlag(session: Session, args: FlagArguments, askIndex: AskIndex): Promise<unknown> {
  const { callId = '', messageText, type, note, nodeId, nodeName } = args;
  const flag = { callId, messageIndex: await askIndex(callId), messageText, type, note, nodeId, nodeName };
  const begun = { [fromView]: true, connectionId: session.connection.id, flag };
  return vscode.commands.executeCommand('callTriage.createIssue', begun);
}

async function sendFlag(services: Services, session: Session, request: FlagRequest, call: Call): Promise<unknown> {
  const payload = prepareFlag(request, session.transcripts.known(request.callId));
  const result = await makeWrite(services, session, addFlag, payload, call, call.fromUi);
  if (call.fromUi && !isPending(result)) {
    const { id: flagId } = result;
    const type = printable(result.type);
    const { callId, messageIndex, issueId } = request;
    const code = await issueCode(session, issueId);
    const sentence =
      messageIndex === null
        ? vscode.l10n.t('{0}: call flagged as {1}', code, type)
        : vscode.l10n.t(
            '{0}: message {1} flagged as {2}',
            code,
            messageName(messageIndex, session.transcripts.secondsOf(callId, messageIndex)),
            type,
          );
    informWithUndo(services, sentence, () => makeWrite(services, session, removeFlag, { issueId, flagId }, call));
  }
  return result;
}

/** Attaches the call of the flag that was refused with this error, and sends the flag again. */
async function attachAndRetry({ outbox }: Session, error: unknown): Promise<void> {
  const entry = outbox.entries.find((one) => one.error === error);
  if (entry === undefined) return;
  await outbox.amend<AddFlagPayload>(entry.id, { ...(entry.payload as AddFlagPayload), attach: true });
}
