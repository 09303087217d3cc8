// The pathway of a call whose log is of the form that was before there were events.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../src/api/bland/calls.ts';
import { readPathwayLogs } from '../../../../src/api/bland/pathway-logs.ts';
import { readPathway } from '../../../../src/triage/transcript/pathway.ts';
import { readTranscript } from '../../../../src/triage/transcript/transcript.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { startSandboxSession } from '../../../support/sandbox-session.ts';

const file = path.resolve(import.meta.dirname, '../../../fixtures/cases/15-legacy-pathway-logs.json');
const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
const transcript = readTranscript(callDetailsSchema.parse(content));

it('has its nodes between the messages, and the messages in them', () => {
  const { gaps, nodes, broken } = readPathway(readPathwayLogs(transcript.details.pathway_logs), transcript.rows);
  expect(broken).toBe(0);
  expect(gaps.map(({ after, steps }) => [after, steps.map(({ fact }) => fact)])).toEqual([
    [null, [{ kind: 'start' }]],
    [1, [{ kind: 'node', id: 'resched-2', name: 'Reschedule' }]],
  ]);
  expect([...nodes.values()].map(({ id }) => id)).toEqual(['greet-1', 'greet-1', 'resched-2', 'resched-2']);
  expect(nodes.get(2)).toEqual({ id: 'resched-2', name: 'Reschedule' });
});

it('has a transition wherever the node changes, by whatever the log calls it', () => {
  const turn = (chosen_node_id: unknown, more: object = {}) => ({ role: 'user', text: 'x', chosen_node_id, ...more });
  const { items, broken } = readPathwayLogs([
    turn('a'),
    turn('a', { tag: { name: 'Angry', color: '#f00' } }),
    turn(7, { pathway_info: { name: 'Seven' }, decision: 'go on' }),
    turn(null),
    turn('a', { pathway_info: '{"name":' }),
    'text',
  ]);
  expect(items.map(({ event_type: type, node_id: node, payload }) => [type, node, payload])).toEqual([
    ['node.transition', 'a', { chosen_node_id: 'a' }],
    ['node.tag', 'a', { name: 'Angry' }],
    ['node.transition', '7', { chosen_node_id: '7', chosen_label: 'Seven', decision: 'go on' }],
    ['node.transition', 'a', { chosen_node_id: 'a' }],
  ]);
  expect(broken.map(({ position }) => position)).toEqual([5]);
});

it('is read as events where it has them', () => {
  const event = { event_type: 'node.tag', sequence: 1, payload: { name: 'x' } };
  const { items, broken } = readPathwayLogs([event, { role: 'user' }]);
  expect([items.map(({ event_type: type }) => type), broken.length]).toEqual([['node.tag'], 1]);
});

it('is shown for a call that the service has no events of', async () => {
  const world = await startSandboxSession(systemClock);
  const { session } = world;
  await world.ask('POST', '/sandbox/import', { items: [{ name: 'legacy.json', content }] });
  const { gaps } = await session.pathways.get(await session.transcripts.get('h-15'));
  expect(gaps.flatMap(({ steps }) => steps.map(({ fact }) => fact.kind))).toEqual(['start', 'node']);
  await world.close();
});
