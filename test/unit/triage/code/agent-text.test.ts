import { expect, it } from 'vitest';
import { agentText } from '../../../../src/triage/code/agent-text.ts';

type Node = Parameters<typeof agentText>[0][number];

const node = (id: string, data: Partial<Node['data']>, inner: readonly Node[] = []): Node => ({
  id,
  data: { name: null, rule: null, prompt: null, flow: inner.length === 0 ? null : { nodes: inner }, ...data },
});

const agent = [
  node('agent', { prompt: 'Greet the caller.' }),
  node('box', { name: 'Billing', rule: 'Billing questions' }, [
    node('start', {}),
    node('step', { name: 'Verify', prompt: 'Ask for the email.' }),
    node('twin', { name: 'Twin', prompt: 'One.' }),
    node('inner', { name: 'Refunds' }, [node('start', {}), node('deep', { name: 'Twin', prompt: 'Two.' })]),
  ]),
];

it('finds the words of a node at any depth, by its ID', () => {
  expect(agentText(agent, 'deep', '')).toEqual({ id: 'deep', name: 'Twin', words: 'Two.' });
  expect(agentText(agent, 'box', '')?.words).toBe('Billing questions');
  expect(agentText(agent, 'agent', '')).toEqual({ id: 'agent', name: 'agent', words: 'Greet the caller.' });
});

it('goes by a name when the ID is of before the agent was migrated, and only when it is one node’s', () => {
  expect(agentText(agent, 'old', 'Verify')?.id).toBe('step');
  expect(agentText(agent, 'old', 'Twin')).toBeUndefined();
  expect(agentText(agent, 'old', '')).toBeUndefined();
});

it('tells steps of the same ID apart by the containers around them', () => {
  const twice = [
    node('one', {}, [node('end', { prompt: 'Say goodbye.' })]),
    node('two', {}, [node('end', { prompt: 'Hang up.' })]),
  ];
  expect(agentText(twice, 'end', '', ['two'])?.words).toBe('Hang up.');
  expect(agentText(twice, 'end', '', ['gone'])?.words).toBe('Say goodbye.');
});
