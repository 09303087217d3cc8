import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** What the list's items and the whole conversation have in common. Times are ISO 8601. */
const conversationShape = {
  id: read.required,
  created_at: read.time,
  updated_at: read.time,
  user_number: read.textOrNumber,
  agent_number: read.textOrNumber,
  is_active: read.boolean,
  message_count: read.number,
  last_message: read.text,
  last_message_at: read.time,
  /** `sms`, `rcs`, `whatsapp`; others are kept. */
  effective_channel: read.text,
  summary: read.text,
} as const;

/** An item of List SMS Conversations. */
export const smsConversationSchema = z.object(conversationShape);
export type SmsConversation = z.output<typeof smsConversationSchema>;

const emptyMessage = {
  id: null,
  created_at: null,
  message: null,
  from: null,
  to: null,
  sender: null,
  status: null,
  error_code: null,
  attachments: [],
};

/**
 * A message. Nothing in it is required, and what is no object at all becomes an empty one: a message is named by its position
 * in this list, so none may ever be dropped.
 */
const smsMessageSchema = read.orElse(
  z.object({
    /** The provider's id, in some versions a number. */
    id: read.textOrNumber,
    created_at: read.time,
    message: read.text,
    from: read.textOrNumber,
    to: read.textOrNumber,
    /** `USER` or `AGENT`; others are kept. */
    sender: read.text,
    /** `pending`, `queued`, `sent`, `delivered`, `read`, `failed`, `undelivered`; others are kept. */
    status: read.text,
    /** The provider's reason for a failure. */
    error_code: read.textOrNumber,
    /** Their inside is not documented. */
    attachments: read.orElse(z.array(z.unknown()), () => []),
  }),
  () => ({ ...emptyMessage }),
);
export type SmsMessage = z.output<typeof smsMessageSchema>;

/** Get SMS Conversation. */
export const smsConversationDetailsSchema = z.object({
  ...conversationShape,
  timed_out_at: read.time,
  /** In the order and number the service sent; null when it sent no list. */
  messages: read.orNull(read.rowsOf(smsMessageSchema, (message) => ({ ...emptyMessage, message }))),
});
export type SmsConversationDetails = z.output<typeof smsConversationDetailsSchema>;
