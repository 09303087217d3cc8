import { defaultPlayerSettings } from '../../../src/shared/audio.ts';
import type {
  ConversationHeader,
  Delivery,
  Role,
  TranscriptRow,
  TranscriptView,
} from '../../../src/shared/transcript.ts';

const began = Date.parse('2026-04-29T23:55:00.000Z');
const user = '+1 415 555 0111';
const agent = '+1 415 555 0100';

export const conversationHeader: ConversationHeader = {
  kind: 'sms',
  conversationId: 'sms-1',
  number: user,
  facts: ['+1 415 555 0111', 'SMS', `with ${agent}`, 'closed'],
  summary: 'Guest disputed the arrival day.',
  fields: [],
  attached: true,
  messagesMissing: false,
  issue: { issueId: 'issue-1', code: 'T-1042', title: 'Wrong day confirmed', facts: ['high', 'todo'] },
};

const ways: Readonly<Record<string, Delivery>> = {
  caller: { words: 'received', numbers: `${user} → ${agent}`, failed: false },
  agent: { words: 'delivered', numbers: `${agent} → ${user}`, failed: false },
};

export function smsRow(index: number, minutes: number, role: Role, text: string, failed = false): TranscriptRow {
  const delivery = failed ? { ...ways['agent']!, words: 'not delivered (30003)', failed } : ways[role];
  return {
    index,
    role,
    speaker: role === 'caller' ? 'User' : role === 'agent' ? 'Agent' : 'Action',
    seconds: minutes * 60,
    clock: new Date(began + minutes * 60_000).toISOString(),
    text,
    fullLength: null,
    noise: text.startsWith('<'),
    ...(delivery === undefined ? {} : { delivery }),
  };
}

const smsRows: readonly TranscriptRow[] = [
  smsRow(0, 0, 'action', '<Call Connected>'),
  smsRow(1, 1, 'agent', 'Your room is booked, arriving Fri 12.'),
  smsRow(2, 4, 'caller', 'That should be SATURDAY\nthe 13th'),
  smsRow(3, 6, 'agent', 'Your booking is confirmed for Fri 12.', true),
];

export function conversation(change: Partial<TranscriptView> = {}): TranscriptView {
  return {
    header: conversationHeader,
    rows: smsRows,
    flags: [],
    flagTypes: [],
    drafts: [],
    canFlag: true,
    recording: { ...defaultPlayerSettings, absent: 'SMS conversations have no recording.', duration: null },
    ...change,
  };
}
