import type { RecordingView } from '../../../src/shared/audio.ts';
import type {
  CallHeader,
  FlagMark,
  FlagTypeChoice,
  Role,
  TranscriptRow,
  TranscriptView,
} from '../../../src/shared/transcript.ts';

const began = Date.parse('2026-04-30T14:32:00.000Z');

const speakers: Readonly<Record<Role, string>> = {
  caller: 'Caller',
  agent: 'Agent',
  robot: 'Robot',
  action: 'Action',
  other: 'supervisor',
};

export function row(index: number, seconds: number | null, role: Role, text: string): TranscriptRow {
  const clock = seconds === null ? null : new Date(began + seconds * 1000).toISOString();
  return {
    index,
    role,
    speaker: speakers[role],
    seconds,
    clock,
    text,
    fullLength: null,
    noise: /^\[\w+\]$/.test(text),
  };
}

export const header: CallHeader = {
  kind: 'call',
  callId: 'call-1',
  number: '+1 415 555 0111',
  facts: ['Apr 30, 2026, 2:32 PM', '1:19', '+1 415 555 0111', 'inbound', 'ended by agent'],
  summary: 'Caller wanted billing; the agent transferred before verifying the account.',
  fields: [
    { id: 'from', label: 'From', value: '+14155550111', verbatim: false },
    { id: 'endedBy', label: 'Ended by', value: 'agent', verbatim: false },
    { id: 'call', label: 'Call', value: 'call-1', verbatim: true },
    { id: 'variables.cart', label: 'cart', value: '{\n  "items": 2\n}', verbatim: false },
  ],
  issue: {
    issueId: 'issue-1',
    code: 'T-1042',
    title: 'Agent skipped the verification step',
    facts: ['high', 'in progress'],
  },
};

export const flagTypes: readonly FlagTypeChoice[] = [
  'missed_handoff',
  'wrong_pathway_node',
  'dead_air',
  'hallucination',
  'interrupted_caller',
  'wrong_tone',
].map((type, place) => ({ type, description: `Example of ${type}`, usageCount: 20 - place, digit: place + 1 }));

export const recording: RecordingView = { absent: null, duration: 79, speed: 1, skipSilence: false };

/** Display order is by time; the indexes are the API's order, in which rows 5 and 6 were swapped. */
export const rows: readonly TranscriptRow[] = [
  row(0, 0, 'action', 'Call started'),
  row(1, 1, 'agent', 'Thanks for calling Acme, how can I help?'),
  row(2, 6, 'caller', 'I was charged twice.'),
  row(3, 7, 'agent', 'Sorry about that.'),
  row(4, 7.6, 'agent', 'What is your email?'),
  row(6, 15, 'caller', 'Can you just get me billing?'),
  row(5, 16, 'agent', 'OK, transferring you now.'),
  row(7, 20, 'caller', '[noise]'),
  row(
    8,
    31,
    'robot',
    'Your call may be recorded. Please stay on the line while we connect you to the next free colleague.',
  ),
  row(9, null, 'other', 'Taking over.'),
  row(10, 79, 'action', 'Ended call'),
];

export function flag(id: string, index: number | null, change: Partial<FlagMark> = {}): FlagMark {
  return { id, index, type: 'missed_handoff', note: '', state: 'stored', ...change };
}

export function view(change: Partial<TranscriptView> = {}): TranscriptView {
  return { header, rows, flags: [], flagTypes, drafts: [], canFlag: true, recording, ...change };
}

/** A long call: the row at position p has index p, the caller and the agent take turns of three rows. */
export function longRows(count: number): TranscriptRow[] {
  return Array.from({ length: count }, (_, index) =>
    row(
      index,
      index * 0.9,
      Math.floor(index / 3) % 2 === 0 ? 'agent' : 'caller',
      `Message number ${index} of the long call.`,
    ),
  );
}
