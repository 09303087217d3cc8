import * as z from 'zod/mini';
import { data, invalidParameter, Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery, wholeNumber } from '../http/query.ts';
import type { JsonObject } from '../state/schema.ts';

const query = {
  page: z._default(wholeNumber(1, 1_000_000), 1),
  pageSize: z._default(wholeNumber(1, 100), 25),
  sortBy: z._default(
    z.enum(['created_at', 'updated_at', 'user_number', 'agent_number', 'is_active', 'message_count']),
    'created_at',
  ),
  sortDir: z._default(z.enum(['asc', 'desc']), 'desc'),
};

/** Fields of a conversation that the list leaves out. */
const detailOnly = new Set(['messages', 'disposition_logs', 'user_id', 'inbound_id']);

/** List (with numbered pages) and Get, under /v1/sms/conversations. */
export const smsConversations: Routes = (app, { store }) => {
  app.get('/v1/sms/conversations', async (c) => {
    const asked = readQuery(c, query, { refuse: invalidParameter });
    const direction = asked.sortDir === 'asc' ? 1 : -1;
    const { conversations } = await store.read();
    const all = conversations
      .map(({ details }) => details)
      .sort((a, b) => direction * compare(a[asked.sortBy], b[asked.sortBy]));
    const start = (asked.page - 1) * asked.pageSize;
    return c.json({
      data: all.slice(start, start + asked.pageSize).map(item),
      errors: null,
      extra: {
        pagination: {
          totalItems: all.length,
          totalPages: Math.ceil(all.length / asked.pageSize),
          currentPage: asked.page,
          pageSize: asked.pageSize,
        },
      },
    });
  });

  app.get('/v1/sms/conversations/:id', async (c) => {
    readQuery(c, {}, { refuse: invalidParameter });
    const { conversations } = await store.read();
    const conversation = conversations.find((one) => one.id === c.req.param('id'));
    if (conversation === undefined) throw new Refusal(404, 'CONVERSATION_NOT_FOUND', 'Conversation not found');
    return data(c, conversation.details);
  });
};

const item = (details: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !detailOnly.has(name)));

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}
