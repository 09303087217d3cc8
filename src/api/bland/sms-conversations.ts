import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { isObject, readData, readItems, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { numberedPage, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import { segment } from './strict.ts';

/** Fields that the list's items and a whole conversation share. Times are ISO 8601. */
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
const smsConversationSchema = z.object(conversationShape);
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

export interface SmsConversationsApi {
  /**
   * GET /v1/sms/conversations, newest first. `limit` is 1 to 100, default 25. The service counts pages; the cursor made here is
   * the next one's number, and belongs to the same `limit`.
   */
  list(options?: PageOptions): Promise<Page<SmsConversation>>;
  /** GET /v1/sms/conversations/{id}, with its messages. @throws NotFoundError */
  get(conversationId: string, options?: RequestOptions): Promise<SmsConversationDetails>;
}

export function smsConversationsApi(client: Client): SmsConversationsApi {
  return {
    async list(options = {}) {
      const { page, limit } = numberedPage(options, 25);
      const query = toQuery({ page, pageSize: limit });
      const request = { method: 'GET', path: '/v1/sms/conversations', query, signal: options.signal } as const;
      return readConversations(await client.request(request), page, limit);
    },
    async get(conversationId, { signal } = {}) {
      const path = `/v1/sms/conversations/${segment(conversationId, 'conversationId')}`;
      return readData(await client.request({ method: 'GET', path, signal }), smsConversationDetailsSchema);
    },
  };
}

/** Reads `{ data: [...], extra: { pagination: { totalPages } } }`; without the count a full page may have a next one. */
function readConversations(answer: Answer, page: number, limit: number): Page<SmsConversation> {
  const body = isObject(answer.body) ? answer.body : {};
  const list = body['data'];
  if (!Array.isArray(list)) throw shapeError(answer, 'data: expected a list');
  const extra = isObject(body['extra']) ? body['extra'] : {};
  const pages = isObject(extra['pagination']) ? extra['pagination']['totalPages'] : undefined;
  const ended = list.length === 0 || (typeof pages === 'number' ? page >= pages : list.length < limit);
  return { ...readItems(list, smsConversationSchema, read.mostPaged), nextCursor: ended ? null : String(page + 1) };
}
