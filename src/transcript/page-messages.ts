import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import { forDisplay } from '../editor/privacy.ts';
import type { PageMessage, PageMessageOf } from '../shared/messages.ts';
import type { FindingView } from '../shared/pathway.ts';
import type { HeaderAction } from '../shared/transcript.ts';
import { messageDrafts } from '../triage/draft-kinds.ts';
import { prepareFlag } from '../triage/flags/flagging.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { isFlagWrite } from '../triage/flags/marks.ts';
import { addFlag } from '../triage/outbox/kinds/add-flag.ts';
import { beginFlag, changeIssue, underIssue } from './change-issue.ts';
import { attachShown, commentFromPage, resolveComment } from './comment.ts';
import { copyConversation } from './copy-conversation.ts';
import { copiedWords, copyMessages, messagesAt } from './copy-messages.ts';
import { editFromPage, openFlag } from './edit-flag.ts';
import { fieldsOf } from './header-fields.ts';
import { answerFinding } from './findings.ts';
import { issueOfFlag } from './issue-of-flag.ts';
import type { TranscriptPanel } from './panel.ts';
import { nodeAt } from './pathway.ts';
import { callIdOf } from './target.ts';
import { takeFlagOff } from './take-flag-off.ts';

/** Remedies of a problem that a page may ask for: it names one, and only one of these is run. */
const pageRemedies = new Set([
  'callTriage.connect',
  'callTriage.setApiKey',
  'callTriage.testConnection',
  'callTriage.showLog',
  'callTriage.switchConnection',
]);

/** What the buttons at the top of the page run. */
const headerCommands: Readonly<Record<HeaderAction, `callTriage.${string}`>> = {
  text: 'callTriage.openAsText',
  link: 'callTriage.copyLink',
  dimmed: 'callTriage.hideDimmed',
  mask: 'callTriage.maskPersonalData',
};

/** Does what the page asks for. Every message is parsed already; ids are checked here against what the panel shows. */
export async function handlePageMessage(panel: TranscriptPanel, message: PageMessage): Promise<void> {
  switch (message.type) {
    case 'ready':
      panel.greet();
      return;
    case 'select':
      select(panel, message);
      return;
    case 'rows/show':
      panel.showMore(message.index);
      return;
    case 'message/copy':
      await copyShown(panel, message);
      return;
    case 'header/copy':
      await copyField(panel, message.field);
      return;
    case 'header/action':
      if (panel.conversation !== undefined && message.action !== 'mask') return;
      await vscode.commands.executeCommand(headerCommands[message.action], {
        [fromView]: true,
        ...placeOfPanel(panel),
      });
      return;
    case 'flag/create':
      createFlag(panel, message);
      return;
    case 'flag/begin':
      await beginFlag(panel, message);
      return;
    case 'issue/change':
      await changeIssue(panel);
      return;
    case 'finding': {
      const finding = await answerFinding(panel, message);
      if (finding !== undefined) await storeFinding(panel, finding);
      return;
    }
    case 'flag/open':
      await openFlag(panel, message.id);
      return;
    case 'flag/edit':
      await editFromPage(panel, message);
      return;
    case 'flag/remove':
      await removeShown(panel, message.id);
      return;
    case 'flag/resolve':
      await resolveFlag(panel, message);
      return;
    case 'comment/create':
      await commentFromPage(panel, message);
      return;
    case 'comment/resolve':
      await resolveComment(panel, message);
      return;
    case 'conversation/attach':
      await attachShown(panel);
      return;
    case 'drafts':
      panel.services.drafts.keep(messageDrafts(panel.targetOf(message.panel)), message.drafts);
      return;
    case 'ask':
      await ask(panel, message.what);
      return;
    case 'audio':
      await panel.recording.answer(message.request);
      return;
    case 'corrected':
      await panel.correction.answer(message.request);
      return;
    case 'problem':
      if (message.action === 'retry') await panel.load();
      else if (pageRemedies.has(message.action)) {
        await vscode.commands.executeCommand(message.action, undefined);
      }
      return;
  }
}

function select(panel: TranscriptPanel, { index, quote, indexes }: PageMessageOf<'select'>): void {
  panel.select(index === null ? undefined : { index, quote, indexes });
}

async function ask(panel: TranscriptPanel, what: PageMessageOf<'ask'>['what']): Promise<void> {
  if (what === 'undo' && panel.conversation !== undefined) {
    panel.say(vscode.l10n.t('Comments cannot be edited or deleted.'), 'info');
  } else if (what === 'issue' && panel.conversation !== undefined) {
    panel.say(vscode.l10n.t('SMS messages cannot be flagged.'), 'warning');
  } else if (what === 'undo') panel.say(await panel.history.undo(), 'info');
  else if (what === 'find') {
    // The editor finds what is on the page.
    panel.showMore('all');
    await vscode.commands.executeCommand('editor.action.webvieweditor.showFind');
  } else if (what === 'issue') await vscode.commands.executeCommand('callTriage.createIssueWithFlag');
  else await vscode.commands.executeCommand('callTriage.showTranscriptKeys');
}

/** Indexes, texts and nodes come from our own transcript and its events; the page only says which rows. */
function createFlag(
  panel: TranscriptPanel,
  { index, others, flagType, note }: Omit<PageMessageOf<'flag/create'>, 'type'>,
): void {
  const { target, transcript, session } = panel;
  if (target.issueId === null || transcript === undefined) return;
  const { issueId } = target;
  const { callId } = transcript;
  const attach = !session.issues.holds(issueId, callId);
  const payloads = [...new Set([index, ...others])].map((messageIndex) => {
    const node = nodeAt(session, transcript, messageIndex);
    return prepareFlag({ issueId, callId, messageIndex, type: flagType, note, attach, ...node }, transcript);
  });
  const { outbox } = panel.session;
  panel.history.added(
    panel.session,
    payloads.map((payload) => outbox.add(addFlag, payload)),
  );
}

/** Makes a flag of a suggestion as it is, on the issue that the call is read for or that is chosen for it. */
async function storeFinding(panel: TranscriptPanel, { index, flagType, note }: FindingView): Promise<void> {
  const draft = { index, flagType, isNew: false, note };
  const under = await underIssue(panel, { index, others: [], quote: null, draft });
  if (under === undefined) return;
  // The issue's own panel of the call may not have been looked at yet.
  if (under.transcript === undefined) under.compose(index, null, draft);
  else createFlag(under, { index, others: [], flagType, note });
}

/** Removes a flag of this call, stored or not; any other id is none of the page's business. */
async function removeShown(panel: TranscriptPanel, flagId: string): Promise<void> {
  const issueId = issueOfFlag(panel, flagId);
  if (issueId === undefined) return;
  const flag = panel.session.issues.contents(issueId).flags.items.find(({ id }) => id === flagId);
  await takeFlagOff(panel.services, panel.session, issueId, flagId, { fromUi: true, selection: [] });
  if (flag === undefined) return;
  panel.history.removed(panel.session, issueId, flag);
  panel.say(vscode.l10n.t('Flag {0} removed.', printable(flag.type)), 'info');
}

/** Decides about a flag that the service refused. */
async function resolveFlag(panel: TranscriptPanel, { id, action }: PageMessageOf<'flag/resolve'>): Promise<void> {
  const { outbox } = panel.session;
  const entry = outbox.get(id);
  if (entry === undefined || !isFlagWrite(entry) || entry.issueId !== issueOfFlag(panel, id)) return;
  if (action === 'discard' || action === 'keep') await outbox.discard(id);
  else if (action === 'retry') await outbox.retry(id);
  else await outbox.amend(id, { ...entry.payload, attach: true });
}

function placeOfPanel({ target, selected }: TranscriptPanel): object {
  const { connectionId, issueId } = target;
  const callId = callIdOf(target);
  return {
    connectionId,
    ...(callId === undefined ? {} : { callId }),
    ...(issueId === null ? {} : { issueId }),
    ...(selected === undefined ? {} : { messageIndex: selected.index }),
  };
}

/** The page names rows; their text comes from our own transcript. */
async function copyShown(panel: TranscriptPanel, { indexes, context }: PageMessageOf<'message/copy'>): Promise<void> {
  const { session, target } = panel;
  if ('conversationId' in target) {
    await copyConversation(session, target.conversationId, indexes);
    panel.say(vscode.l10n.t('Copied.'), 'info');
    return;
  }
  const messages = await messagesAt({ session, callId: target.callId, issueId: target.issueId }, indexes);
  await copyMessages(messages, context);
  panel.say(copiedWords(messages), 'info');
}

/** Copies a fact of the header, whole, as the reader may see it. */
async function copyField(panel: TranscriptPanel, id: string): Promise<void> {
  const field = panel.transcript === undefined ? undefined : fieldsOf(panel.transcript).find((one) => one.id === id);
  if (field === undefined) return;
  await vscode.env.clipboard.writeText(field.verbatim ? field.value : forDisplay(field.value));
  panel.say(vscode.l10n.t('Copied {0}.', field.label), 'info');
}
