import * as vscode from 'vscode';
import type { Issue } from '../../api/bland/issues.ts';
import { shortMoment } from '../../editor/words/format.ts';
import { speakerOf } from '../../editor/words/messages.ts';
import { defaultPlayerSettings } from '../../shared/audio.ts';
import { formatPhoneNumber } from '../../shared/phone.ts';
import type { ConversationHeader, Delivery, Draft, TranscriptRow, TranscriptView } from '../../shared/transcript.ts';
import type { Conversation, ConversationRow, MessageWay } from '../../triage/conversations/conversation.ts';
import { isAttached } from '../../triage/conversations/link.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { commentMarks } from '../comments/comment-marks.ts';
import { issueHeader } from './call-header.ts';
import { valueWord } from '../../editor/words/service-values.ts';

/** An SMS conversation as plain data, with nothing masked. */
export function conversationView(
  session: Session,
  conversation: Conversation,
  issueId: string | null,
  issue: Issue | undefined,
  drafts: readonly Draft[],
): TranscriptView {
  return {
    header: headerOf(session, conversation, issueId, issue),
    rows: conversation.rows.map(toRow),
    flags: [],
    comments: issueId === null ? [] : commentMarks(session, issueId, conversation.conversationId),
    flagTypes: [],
    drafts,
    canFlag: issueId !== null,
    recording: {
      ...defaultPlayerSettings,
      absent: vscode.l10n.t('SMS conversations have no recording.'),
      duration: null,
    },
  };
}

/** The word for the sender of a message. */
export function senderOf(row: ConversationRow): string {
  return row.role === 'caller' ? vscode.l10n.t('User') : speakerOf(row);
}

function toRow({ way, ...row }: ConversationRow): TranscriptRow {
  const shown = { ...row, speaker: senderOf({ ...row, way }) };
  return way === null ? shown : { ...shown, delivery: deliveryOf(way) };
}

function headerOf(
  session: Session,
  { conversationId, details, messagesMissing, rows }: Conversation,
  issueId: string | null,
  issue: Issue | undefined,
): ConversationHeader {
  const { l10n } = vscode;
  const { user_number: user, agent_number: agent, effective_channel: channel, is_active: active } = details;
  const number = user === null ? null : formatPhoneNumber(printable(user));
  const facts = [...(number === null ? [] : [number]), channelWord(channel)];
  if (agent !== null) facts.push(l10n.t('with {0}', formatPhoneNumber(printable(agent))));
  const last = shortMoment(details.last_message_at ?? rows.at(-1)?.clock ?? null);
  if (last !== '') facts.push(l10n.t('last message {0}', last));
  if (active !== null) facts.push(active ? l10n.t('still open') : l10n.t('closed'));
  return {
    kind: 'sms',
    conversationId,
    number,
    facts,
    summary: printable(details.summary ?? ''),
    fields: [],
    issue: issueHeader(issue),
    attached: issueId === null ? null : isAttached(session, issueId, conversationId),
    messagesMissing,
  };
}

function channelWord(channel: string | null): string {
  if (channel === null || channel === 'sms') return 'SMS';
  if (channel === 'rcs') return 'RCS';
  return channel === 'whatsapp' ? 'WhatsApp' : printable(channel).slice(0, 40);
}

function deliveryOf(way: MessageWay): Delivery {
  const { l10n } = vscode;
  const words = [deliveryWords(way)];
  if (way.attachments === 1) words.push(l10n.t('1 attachment'));
  if (way.attachments > 1) words.push(l10n.t('{0} attachments', way.attachments));
  const unknown = l10n.t('Unknown number');
  return { words: words.join(' · '), numbers: `${way.from ?? unknown} → ${way.to ?? unknown}`, failed: way.failed };
}

/** Direction and delivery status in one phrase. */
function deliveryWords({ direction, status, failed, errorCode }: MessageWay): string {
  const { l10n } = vscode;
  if (failed) return errorCode === null ? l10n.t('not delivered') : l10n.t('not delivered ({0})', errorCode);
  if (direction === 'in') return l10n.t('received');
  switch (status) {
    case 'delivered':
      return l10n.t('delivered');
    case 'read':
      return l10n.t('read');
    case 'queued':
    case 'pending':
      return l10n.t('waiting to be sent');
    case 'sent':
    case null:
      return direction === null ? l10n.t('direction unknown') : l10n.t('sent');
    default:
      return valueWord(status);
  }
}
