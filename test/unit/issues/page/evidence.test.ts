import { expect, it, onTestFinished } from 'vitest';
import { evidenceView } from '../../../../src/issues/page/view/evidence.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { startSandboxSession } from '../../../support/sandbox-session.ts';

it('a flag whose node is known has an action that opens that node, and another flag has none', async () => {
  const world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
  const { session } = world;
  const { api, issues } = session;
  const [call] = (await api.calls.list({})).items;
  const callId = call?.call_id ?? '';
  const made = await api.issues.create({ title: 'Flagged', severity: 'low', category: 'Bug' });
  await api.resources.attach(made.id, { resource_type: 'call', resource_id: callId });
  const flag = { call_id: callId, type: 'dead_air' };
  const named = await api.flags.add(made.id, {
    ...flag,
    message_index: 0,
    node_id: 'n-1',
    node_name: 'Verify identity',
  });
  const bare = await api.flags.add(made.id, { ...flag, message_index: 1 });
  await issues.loadContents(made.id);
  const offered = new Map<string, readonly unknown[]>();
  const { items } = evidenceView(session, made.id, [], (name, ...command) => {
    offered.set(name, command);
    return name;
  });
  const nodes = items.flatMap(({ flags }) => flags.map(({ id, node }) => [id, node] as const));
  expect(nodes).toEqual([
    [named.id, { name: 'Verify identity', action: `node/${named.id}` }],
    [bare.id, null],
  ]);
  const place = { connectionId: session.connection.id, issueId: made.id };
  expect(offered.get(`node/${named.id}`)).toEqual([
    'callTriage.openNode',
    { ...place, callId, nodeId: 'n-1', nodeName: 'Verify identity' },
  ]);
});
