import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smsConversationDetailsSchema } from '../../../../src/api/bland/sms-conversations.ts';
import { maxRowText } from '../../../../src/shared/transcript.ts';
import { readConversation } from '../../../../src/triage/conversations/conversation.ts';

const user = '+14155550111';
const agent = '+14155550100';
const conversation = (messages: unknown, rest: object = {}) =>
  readConversation(
    smsConversationDetailsSchema.parse({
      id: 'c',
      user_number: user,
      agent_number: agent,
      is_active: false,
      messages,
      ...rest,
    }),
  );
const message = (minute: number | null, text: string, more: object = {}) => ({
  id: `SM${text}`,
  created_at: minute === null ? null : new Date(Date.UTC(2026, 3, 30, 14, minute)).toISOString(),
  message: text,
  from: agent,
  to: user,
  sender: 'AGENT',
  status: 'delivered',
  error_code: null,
  ...more,
});
const received = { sender: 'USER', from: user, to: agent, status: null };

describe('messages', () => {
  it('stand in the order of their times, with the positions that the service gave them', () => {
    const { rows } = conversation([message(5, 'b'), message(1, 'a', received), message(5, 'c'), message(null, 'd')]);
    expect(rows.map(({ index, text, seconds }) => [index, text, seconds])).toEqual([
      [1, 'a', 0],
      [0, 'b', 240],
      [2, 'c', 240],
      [3, 'd', null],
    ]);
  });

  it('say who wrote them, which way they went and what became of them', () => {
    const { rows } = conversation([
      message(1, 'in', received),
      message(2, 'out'),
      message(3, 'lost', { status: 'undelivered', error_code: '30003' }),
      message(4, 'failed', { status: 'failed' }),
      message(5, 'other', { sender: 'BOT', status: 'scheduled' }),
    ]);
    expect(rows.map(({ role, speaker, way }) => [role, speaker, way?.direction, way?.status, way?.failed])).toEqual([
      ['caller', '', 'in', null, false],
      ['agent', '', 'out', 'delivered', false],
      ['agent', '', 'out', 'undelivered', true],
      ['agent', '', 'out', 'failed', true],
      ['other', 'BOT', 'out', 'scheduled', false],
    ]);
    expect(rows[2]?.way).toMatchObject({ errorCode: '30003', from: agent, to: user });
  });

  it('of no sender are told by their numbers, and by nothing when those say nothing', () => {
    const nobody = { sender: null };
    const { rows } = conversation([
      message(1, 'in', { ...received, ...nobody }),
      message(2, 'out', nobody),
      message(3, '?', { ...nobody, from: '+1', to: '+2' }),
      message(4, 'bare', { ...nobody, from: null, to: null }),
    ]);
    expect(rows.map(({ role, way }) => [role, way?.direction])).toEqual([
      ['caller', 'in'],
      ['agent', 'out'],
      ['other', null],
      ['other', null],
    ]);
  });

  it('are none where the service only notes a connection', () => {
    const [row, spoken] = conversation([message(1, '<Call Connected>'), message(1, '<Call me>')]).rows;
    expect(row).toMatchObject({ role: 'action', way: null, noise: true });
    expect(spoken).toMatchObject({ role: 'agent' });
  });

  it('of 5 MB are cut on the page, and lose what would act on it', () => {
    const [row] = conversation([message(1, `\u0000a\u001b[31m${'x'.repeat(5_000_000)}`)]).rows;
    expect(row).toMatchObject({ fullLength: 5_000_007 });
    expect(row?.text.startsWith('a[31mxxx')).toBe(true);
    expect(row?.text.length).toBeLessThanOrEqual(maxRowText);
  });

  it('are shown every one exactly once, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (messages) => {
        const { rows } = conversation(messages);
        expect(rows.map(({ index }) => index).sort((a, b) => a - b)).toEqual(messages.map((_, index) => index));
      }),
    );
  });
});

it('tells an empty conversation from one without its messages, and an open one from a closed one', () => {
  expect(conversation([])).toMatchObject({ rows: [], messagesMissing: false, running: false });
  expect(conversation('broken', { is_active: null })).toMatchObject({ rows: [], messagesMissing: true, running: true });
});
