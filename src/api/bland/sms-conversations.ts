import * as z from 'zod/mini';
import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { isObject, readItems, shapeError } from './envelope.ts';
import * as read from './lenient.ts';
import { numberedPage, toQuery } from './paging.ts';

/** An item of List SMS Conversations. Times are ISO 8601. */
export const smsConversationSchema = z.object({
  id: read.required,
  created_at: read.text,
  updated_at: read.text,
  user_number: read.textOrNumber,
  agent_number: read.textOrNumber,
  is_active: read.boolean,
  message_count: read.number,
  last_message: read.text,
  last_message_at: read.text,
  /** `sms`, `rcs`, `whatsapp`; others are kept. */
  effective_channel: read.text,
  summary: read.text,
});

export type SmsConversation = z.output<typeof smsConversationSchema>;

export interface SmsConversationsApi {
  /**
   * GET /v1/sms/conversations, newest first. `limit` is 1 to 100, default 25. The service counts pages; the cursor made here is
   * the next one's number, and belongs to the same `limit`.
   */
  list(options?: PageOptions): Promise<Page<SmsConversation>>;
}

export function smsConversationsApi(client: Client): SmsConversationsApi {
  return {
    async list(options = {}) {
      const { page, limit } = numberedPage(options, 25);
      const query = toQuery({ page, pageSize: limit });
      const request = { method: 'GET', path: '/v1/sms/conversations', query, signal: options.signal } as const;
      return readConversations(await client.request(request), page, limit);
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
  return { ...readItems(list, smsConversationSchema), nextCursor: ended ? null : String(page + 1) };
}
