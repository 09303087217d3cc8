import type { SmsConversationDetails, SmsMessage } from '../../api/bland/sms-conversations.ts';
import type { Role, TranscriptRow } from '../../shared/transcript.ts';
import { displayOrder, firstOf, printable, shownText, shownTime } from '../transcript/transcript.ts';
import { parseTime } from '../../shared/time.ts';

/** Delivery of a message, as the service reports it. */
export interface MessageWay {
  /** Into the conversation from the person, or out to them; null when neither sender nor numbers tell. */
  readonly direction: 'in' | 'out' | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The service's word; null when it has none, as for what a person sent. */
  readonly status: string | null;
  /** It did not reach the other side. */
  readonly failed: boolean;
  /** The provider's reason for that. */
  readonly errorCode: string | null;
  /** Number of pictures or cards with it. */
  readonly attachments: number;
}

export interface ConversationRow extends TranscriptRow {
  /** Null for a row that is no message, such as `<Call Connected>`. */
  readonly way: MessageWay | null;
}

/** An SMS conversation as it is read. `index` of a row is its position in the API's `messages[]`. */
export interface Conversation {
  readonly conversationId: string;
  readonly details: SmsConversationDetails;
  /** By time; messages of the same time in the service's order. */
  readonly rows: readonly ConversationRow[];
  /** Messages may still be added. */
  readonly running: boolean;
  /** The service sent no list of messages at all. */
  readonly messagesMissing: boolean;
}

/** Builds what is read from what was returned. Never fails: an odd message is shown as it is. */
export function readConversation(details: SmsConversationDetails): Conversation {
  const messages = details.messages ?? [];
  const start = firstOf(messages) ?? parseTime(details.created_at);
  // The provider's ids tell nothing about the order.
  const order = displayOrder(messages.map(({ created_at }) => ({ id: null, created_at })));
  return {
    conversationId: details.id,
    details,
    rows: order.map((index) => toRow(details, messages[index] as SmsMessage, index, start)),
    running: details.is_active !== false,
    messagesMissing: details.messages === null,
  };
}

/** The pseudo-message that some conversations begin with. */
const connected = '<Call Connected>';

function toRow(details: SmsConversationDetails, raw: SmsMessage, index: number, start: number | null): ConversationRow {
  const direction = directionOf(details, raw);
  const role = raw.message === connected ? 'action' : roleOf(raw.sender, direction);
  return {
    index,
    role,
    speaker: role === 'other' ? printable(raw.sender ?? '').slice(0, 40) : '',
    ...shownTime(raw.created_at, start),
    ...shownText(raw.message),
    way: role === 'action' ? null : wayOf(raw, direction),
  };
}

function roleOf(sender: string | null, direction: MessageWay['direction']): Role {
  if (sender === 'USER' || (sender === null && direction === 'in')) return 'caller';
  return sender === 'AGENT' || (sender === null && direction === 'out') ? 'agent' : 'other';
}

function directionOf(
  { user_number: user, agent_number: agent }: SmsConversationDetails,
  { sender, from, to }: SmsMessage,
): MessageWay['direction'] {
  if (sender === 'USER') return 'in';
  if (sender === 'AGENT') return 'out';
  const is = (number: string | null, other: string | null): boolean => number !== null && number === other;
  if (is(from, user) || is(to, agent)) return 'in';
  return is(from, agent) || is(to, user) ? 'out' : null;
}

function wayOf(raw: SmsMessage, direction: MessageWay['direction']): MessageWay {
  const word = (text: string | null): string | null => (text === null ? null : printable(text).slice(0, 40) || null);
  const status = word(raw.status);
  return {
    direction,
    from: word(raw.from),
    to: word(raw.to),
    status,
    failed: status === 'failed' || status === 'undelivered',
    errorCode: word(raw.error_code),
    attachments: raw.attachments.length,
  };
}
