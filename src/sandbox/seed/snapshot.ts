import type { Snapshot, SnapshotNode } from '../state/agent-schema.ts';

/** `broken` does not compile; `with a variable` needs a value that no environment has. */
export type SnapshotKind = 'whole' | 'without billing' | 'broken' | 'with a variable';

const node = (id: string, type: string, y: number, data: SnapshotNode['data']): SnapshotNode => ({
  id,
  type,
  position: { x: 0, y },
  data,
});

/** A scenario whose steps are nested in it. */
const billing = node('billing', 'complex-scenario', 260, {
  name: 'Billing',
  rule: 'Verify the account, then transfer.',
  target: { kind: 'dialogue', label: 'Billing' },
  entry: {
    mode: 'llm',
    label: 'Billing',
    description: 'Caller asks about a charge',
    alwaysPick: false,
    conditions: [],
  },
  flow: {
    nodes: [
      node('start', 'start', 0, {}),
      node('verify-account', 'auth-zone', 160, {
        name: 'Verify account',
        rule: 'Read back the email',
        flow: { nodes: [], edges: [] },
      }),
      node('transfer-billing', 'prompt', 320, {
        name: 'Transfer to billing',
        prompt: 'Say that billing takes over, then transfer.',
        variables: [],
      }),
    ],
    edges: [
      { id: 'e1', source: 'start', target: 'verify-account' },
      { id: 'e2', source: 'verify-account', target: 'transfer-billing' },
    ],
  },
});

const smallTalk = node('small-talk', 'scenario', 420, { name: 'Small talk', rule: 'Answer briefly, then go on.' });

/** Builds the snapshot of a version. */
export function buildSnapshot(
  displayName: string,
  inboundNumbers: readonly string[],
  kind: SnapshotKind = 'whole',
): Snapshot {
  const entrance = [
    node('inbound', 'inbound', 0, { number: '' }),
    node('agent', 'agent', 90, { prompt: 'Greet the caller.', loopWhile: '', variables: [] }),
  ];
  const scenarios = kind === 'without billing' ? [smallTalk] : [billing, smallTalk];
  return {
    behavior: {
      nodes: kind === 'broken' ? scenarios : [...entrance, ...scenarios],
      edges: kind === 'broken' ? [] : [{ id: 'e1', source: 'inbound', target: 'agent' }],
    },
    settings: {
      displayName,
      systemPrompt: kind === 'with a variable' ? 'Track parcels at {{env.TRACKING_URL}}.' : 'Be brief.',
    },
    contact: { inboundNumbers },
    knowledge: { kbIds: [] },
  };
}
