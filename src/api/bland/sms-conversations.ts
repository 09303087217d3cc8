import type { Answer } from '../answer.ts';
import type { Client } from '../client.ts';
import type { Page, PageOptions } from '../pages.ts';
import { isObject, readData, readItems, shapeError } from './envelope.ts';
import { numberedPage, toQuery } from './paging.ts';
import type { RequestOptions } from './request-options.ts';
import {
  type SmsConversation,
  type SmsConversationDetails,
  smsConversationDetailsSchema,
  smsConversationSchema,
} from './sms-conversation.ts';
import { mostPaged } from './lenient.ts';
import { segment } from './strict.ts';

export type { SmsConversation, SmsConversationDetails, SmsMessage } from './sms-conversation.ts';

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
  return { ...readItems(list, smsConversationSchema, mostPaged), nextCursor: ended ? null : String(page + 1) };
}
