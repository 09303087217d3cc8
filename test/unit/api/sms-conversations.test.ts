import { describe, expect, test } from 'vitest';
import { InvalidRequestError, NotFoundError, ResponseShapeError, ServerError } from '../../../src/api/errors.ts';
import { bench, failureOf } from './setup.ts';

/** An item as the contract lists its fields. */
const conversation = {
  id: '0a4b1c7e-1f5d-4f0f-8d28-0d5a6d1c2b3e',
  created_at: '2026-04-30T14:11:08.120Z',
  updated_at: '2026-04-30T14:20:00.000Z',
  user_number: '+14155550111',
  agent_number: '+14155550100',
  variables: {},
  current_node_id: 'n1',
  curr_pathway_id: null,
  is_active: false,
  message_count: 8,
  last_message: 'Your booking is confirmed.',
  last_message_at: '2026-04-30T14:19:59.000Z',
  pathway_tags: null,
  effective_channel: 'sms',
  summary: 'Guest disputed the day.',
  citation_variables: null,
  disposition_tag: null,
};
const page = (data: unknown, currentPage: number, totalPages: number) => ({
  json: {
    data,
    errors: null,
    extra: { pagination: { totalItems: 9, totalPages, currentPage, pageSize: 25 } },
  },
});

describe('List SMS Conversations', () => {
  test('asks for a page by number, and reads what a row needs', async () => {
    const { server, api } = await bench();
    server.reply(page([conversation], 1, 1));
    const read = await api.smsConversations.list();
    expect(server.requests[0]).toMatchObject({ method: 'GET' });
    expect(server.requests[0]).toMatchObject({ path: '/v1/sms/conversations', rawQuery: 'page=1&pageSize=25' });
    expect(read).toMatchObject({ items: [{ id: conversation.id, message_count: 8 }], broken: [], nextCursor: null });
  });

  test('goes on with the next page until the last', async () => {
    const { server, api } = await bench();
    server.reply(page([conversation], 1, 2), page([conversation], 2, 2));
    expect((await api.smsConversations.list({ limit: 10 })).nextCursor).toBe('2');
    expect((await api.smsConversations.list({ limit: 10, cursor: '2' })).nextCursor).toBeNull();
    expect(server.requests[1]?.rawQuery).toBe('page=2&pageSize=10');
  });

  test('without a count, a page that is not full is the last one', async () => {
    const { server, api } = await bench();
    server.reply({ json: { data: [conversation], errors: null } }, { json: { data: [conversation] } });
    expect((await api.smsConversations.list({ limit: 1 })).nextCursor).toBe('2');
    expect((await api.smsConversations.list({ limit: 2 })).nextCursor).toBeNull();
  });

  test('an empty page ends it, whatever the count says', async () => {
    const { server, api } = await bench();
    server.reply(page([], 1, 7));
    expect(await api.smsConversations.list()).toEqual({ items: [], broken: [], nextCursor: null });
  });

  test('names what cannot be read, and reads the rest', async () => {
    const { server, api } = await bench();
    server.reply(page([{ ...conversation, id: 7 }, { id: 'x' }], 1, 1));
    const { items, broken } = await api.smsConversations.list();
    expect(items).toEqual([
      {
        id: 'x',
        created_at: null,
        updated_at: null,
        user_number: null,
        agent_number: null,
        is_active: null,
        message_count: null,
        last_message: null,
        last_message_at: null,
        effective_channel: null,
        summary: null,
      },
    ]);
    expect(broken).toEqual([{ position: 0, id: '7', code: null, reason: 'id: expected string' }]);
  });

  test('says when there is no list at all', async () => {
    const { server, api } = await bench();
    server.reply({ json: { data: { items: [] } } });
    await failureOf(ResponseShapeError, api.smsConversations.list());
  });

  test.each([{ limit: 0 }, { limit: 101 }, { cursor: '0' }, { cursor: 'abc' }])('%j is refused', async (options) => {
    const { server, api } = await bench();
    await failureOf(InvalidRequestError, api.smsConversations.list(options));
    expect(server.requests).toEqual([]);
  });
});

describe('Get SMS Conversation', () => {
  const message = {
    id: 'SM1',
    created_at: '2026-04-30T14:11:08.120Z',
    message: 'Your booking is confirmed.',
    from: '+14155550100',
    to: '+14155550111',
    sender: 'AGENT',
    status: 'undelivered',
    error_code: '30003',
    attachments: null,
    app_card: null,
  };
  const details = (messages: unknown) => ({
    json: { data: { ...conversation, user_id: 'u', timed_out_at: null, messages, disposition_logs: [] }, errors: null },
  });

  test('asks for it by its id, and reads its messages', async () => {
    const { server, api } = await bench();
    server.reply(details([message]));
    const read = await api.smsConversations.get('a b');
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/v1/sms/conversations/a%20b', rawQuery: '' });
    expect(read).toMatchObject({ id: conversation.id, user_number: '+14155550111', is_active: false });
    const { app_card: _card, ...kept } = message;
    expect(read.messages).toEqual([{ ...kept, attachments: [] }]);
  });

  test('keeps the place of every message, whatever it is', async () => {
    const { server, api } = await bench();
    server.reply(details([null, 7, [], { id: 42, message: 5, error_code: 30007, attachments: [{}, 'x'] }, message]));
    const { messages } = await api.smsConversations.get('x');
    expect(messages).toHaveLength(5);
    expect(messages?.[0]).toMatchObject({ id: null, message: null, sender: null, attachments: [] });
    expect(messages?.[3]).toMatchObject({ id: '42', message: null, error_code: '30007', attachments: [{}, 'x'] });
    expect(messages?.[4]).toMatchObject({ id: 'SM1' });
  });

  test.each([null, {}, 'none', undefined])(
    'tells a list of messages that is %j from an empty one',
    async (messages) => {
      const { server, api } = await bench();
      server.reply(details(messages), details([]));
      expect((await api.smsConversations.get('x')).messages).toBeNull();
      expect((await api.smsConversations.get('x')).messages).toEqual([]);
    },
  );

  test('reads a message of 5 MB whole', async () => {
    const { server, api } = await bench();
    server.reply(details([{ ...message, message: 'x'.repeat(5_000_000) }]));
    expect((await api.smsConversations.get('x')).messages?.[0]?.message).toHaveLength(5_000_000);
  });

  test('says what is wrong: not there, failed, or no conversation at all', async () => {
    const { server, api } = await bench({ client: { retry: { maxAttempts: 1 } } });
    const refused = (status: number, error: string) => ({
      status,
      json: { data: null, errors: [{ error, message: 'Conversation not found' }] },
    });
    server.reply(refused(404, 'CONVERSATION_NOT_FOUND'), refused(500, 'ERROR_GETTING_CONVERSATION'), {
      json: { data: [] },
    });
    const missing = await failureOf(NotFoundError, api.smsConversations.get('x'));
    expect(missing.serviceCode).toBe('CONVERSATION_NOT_FOUND');
    await failureOf(ServerError, api.smsConversations.get('x'));
    await failureOf(ResponseShapeError, api.smsConversations.get('x'));
    await failureOf(InvalidRequestError, api.smsConversations.get('../calls'));
  });
});
