import type {
  ActivityList,
  EntryView,
  EvidenceList,
  EvidenceView,
  FlagView,
  HeadView,
  NormView,
  RelationList,
} from '../../../src/shared/issue-view.ts';

export const issueHead: HeadView = {
  code: 'T-1042',
  title: 'Agent skipped the verification step',
  description:
    'On the **Aug 12** flow the agent jumped to the closing node.\n\n- once\n- [twice](https://example.com/x)\n\n`code`',
  pending: [],
  drafts: ['description'],
  fields: [
    { field: 'status', label: 'Status', value: 'in progress', pending: false },
    { field: 'severity', label: 'Severity', value: 'critical', pending: true },
    { field: 'category', label: 'Category', value: 'Routing', pending: false },
    { field: 'assignee', label: 'Assignee', value: 'Theo Lindqvist', pending: false },
    { field: 'owner', label: 'Owner', value: 'nobody', pending: false },
  ],
  facts: ['created Apr 30, 2026, 2:32 PM by Robin', 'manual'],
  changes: [
    {
      id: 'outbox-1',
      words: 'This issue was changed by someone else (title). Your change was not sent.',
      actions: [
        { action: 'retry', label: 'Overwrite' },
        { action: 'discard', label: 'Discard' },
      ],
    },
  ],
  buttons: [{ text: 'Copy Link', action: 'head:copy' }],
};

export function flagView(id: string, change: Partial<FlagView> = {}): FlagView {
  return {
    id,
    place: '0:16 · #5',
    type: 'missed_handoff',
    quote: 'OK, transferring you now.',
    note: 'Transferred without confirming the email.',
    state: 'stored',
    stateWords: '',
    action: `evidence:flag/${id}`,
    context: JSON.stringify({ webviewSection: 'flag', flagId: id }),
    node: null,
    ...change,
  };
}

export function evidenceRow(id: string, change: Partial<EvidenceView> = {}): EvidenceView {
  return {
    id,
    icon: 'call',
    kind: 'Call',
    link: { text: `Caller asked for billing (${id})`, action: `evidence:open/${id}` },
    facts: 'Apr 30, 16:12 · 1:19 · +1 415 555 0111',
    flags: [],
    detach: `evidence:detach/${id}`,
    isLinked: true,
    ...change,
  };
}

export const evidenceList: EvidenceList = {
  summary: '2 calls · 1 SMS',
  items: [
    evidenceRow('l1', {
      flags: [
        flagView('f1', { node: { name: 'Verify identity', action: 'evidence:node/f1' } }),
        flagView('f2', { state: 'failed', stateWords: 'not stored', note: '' }),
      ],
    }),
    evidenceRow('l2', { icon: 'gone', facts: 'no longer available' }),
    evidenceRow('l3', { icon: 'sms', kind: 'SMS conversation' }),
  ],
  looseFlags: [flagView('f3', { place: '' })],
  trouble: null,
  isLoading: false,
  buttons: [{ text: 'Attach…', action: 'evidence:attach' }],
};

export const relationList: RelationList = {
  items: [
    {
      id: 'r1',
      words: 'blocks',
      link: { text: 'T-1004  Wrong queue', action: 'relations:open/r1' },
      remove: 'relations:remove/r1',
    },
  ],
  trouble: null,
  isLoading: false,
  buttons: [{ text: 'Link…', action: 'relations:link' }],
};

export const normState: NormView = {
  state: 'Norm is waiting for your answer',
  isWorking: false,
  text: 'Which call shows it?',
  buttons: [{ text: 'Answer…', action: 'norm:answer' }],
};

export function entryView(id: string, change: Partial<EntryView> = {}): EntryView {
  return {
    id,
    kind: 'comments',
    author: 'Theo',
    time: '14:11',
    clock: 'Apr 30, 2026, 2:11:00 PM',
    headline: { text: 'commented', action: null },
    body: `It also happens on the refund flow (${id}).`,
    whole: null,
    links: [],
    ...change,
  };
}

export const activityList: ActivityList = {
  entries: [
    entryView('outbox-2', {
      author: '',
      headline: { text: 'Your comment', action: null },
      pending: { id: 'outbox-2', words: 'waiting for the service', actions: [] },
    }),
    entryView('e1', { links: [{ text: 'Caller asked for billing', action: 'activity:resource/e1/0' }] }),
    entryView('e2', {
      kind: 'changes',
      author: 'Robin',
      headline: { text: 'changed the status: todo → in progress', action: null },
      body: '',
    }),
    entryView('e3', {
      kind: 'norm',
      author: 'Norm',
      headline: { text: 'answered', action: 'activity:headline/e3' },
      body: '```\nnothing changed\n```\n> as before',
    }),
  ],
  trouble: null,
  isLoading: false,
  note: '',
  buttons: [{ text: 'Open as Text', action: 'activity:text' }],
};
