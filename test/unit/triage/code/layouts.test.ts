// Every node of a workspace of each layout is found at the line of its words.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NodeIndex } from '../../../../src/triage/code/node-index.ts';
import { codeFixtures, codeFolder } from '../../../support/code-folder.ts';

interface Expected {
  readonly id: string | null;
  readonly name: string | null;
  /** From 0. */
  readonly line: number;
  /** The text from the place of the node on. */
  readonly words: string;
}

async function nodesOf(layout: string) {
  const folder = path.join(codeFixtures, layout);
  const index = new NodeIndex(codeFolder(folder));
  await index.ready();
  const found = [...index.all()].map(async ({ file, node, content }) => {
    const text = (await readFile(new URL(file), 'utf8')).replace(/^\uFEFF/, '');
    const { line, character } = node.range;
    return {
      file: file.slice(pathToFileURL(folder).href.length + 1),
      layout: content.layout,
      node,
      from: text.split(/\r\n|\r|\n/)[line]?.slice(character) ?? '',
    };
  });
  return { index, nodes: await Promise.all(found) };
}

const confirm = '7c1e4a90-52b3-4d1f-8a6e-90c4d2f71b35';

const expected: Readonly<Record<string, Readonly<Record<string, readonly Expected[]>>>> = {
  workspace: {
    'clinic-line/nodes/7c1e4a90/node.md': [
      { id: confirm, name: 'Confirm appointment', line: 6, words: 'Read the date and the time' },
    ],
    'clinic-line/nodes/randomno/node.md': [
      { id: 'randomnode_1710288871721', name: "It's done", line: 6, words: 'Say goodbye.' },
    ],
    'clinic-line/nodes/randomno2/node.md': [
      { id: 'randomnode_1710288871722', name: 'Ask again', line: 8, words: 'Ask for the date again.' },
    ],
    'clinic-line/nodes/631e5943/node.md': [{ id: '631e5943', name: 'Short number', line: 4, words: '' }],
    'clinic-line/.norm/baseline.json': [
      { id: confirm, name: 'Confirm appointment', line: 9, words: '"Read the date back."' },
      { id: 'only-in-baseline', name: 'Old greeting', line: 17, words: '"Hello."' },
    ],
  },
  'older-workspace': {
    'nodes/confirm-appointment/prompt.md': [
      { id: null, name: 'confirm-appointment', line: 2, words: 'Read the date and the time' },
    ],
  },
  cli: {
    'pathways/front-desk.yaml': [
      { id: null, name: 'greeting', line: 8, words: 'prompt: "Good morning' },
      { id: null, name: 'confirm_appointment', line: 18, words: 'prompt: |' },
      { id: null, name: '631e5943', line: 21, words: 'prompt: Goodbye.' },
      { id: null, name: 'hang_up', line: 22, words: 'hang_up:' },
    ],
  },
  sync: {
    'source/nodes/confirm.json': [
      { id: confirm, name: 'Confirm appointment', line: 5, words: '"Read the date back."' },
    ],
    'source/nodes/goodbye.yaml': [
      { id: '0b1f6e2a-77c4-4f0d-9d52-1a3c5e7b9d24', name: 'Goodbye', line: 3, words: '>-' },
    ],
    'source/nodes/refer.md': [
      { id: 'a47d90be-6c1f-4e02-8b33-5f8e7c6d2a10', name: 'Refer to a doctor', line: 5, words: 'Give the number' },
    ],
    'source/nodes/voicemail_7.yml': [
      { id: 'voicemail_7', name: 'Voicemail', line: 0, words: 'Leave a short message.' },
    ],
  },
  export: {
    'pathway.json': [
      { id: '1', name: 'Start', line: 9, words: '"Good morning."' },
      { id: confirm, name: 'Confirm appointment', line: 18, words: '"Read the date back.\\nThen' },
      { id: 'global-prompt', name: null, line: 34, words: '"global-prompt"' },
      { id: '2', name: 'Book it', line: 43, words: '"Book it"' },
    ],
    'saved/v1-export.json': [
      { id: '9b3d5f70-2e14-4c86-a7d1-0e5f8b6c4a92', name: 'Hang up', line: 0, words: '"Goodbye."}}]' },
    ],
  },
};

describe.each(Object.entries(expected))('the %s layout', (layout, files) => {
  it('finds every node, and nothing else, at its words', async () => {
    const { nodes } = await nodesOf(layout);
    const listed = Object.entries(files).flatMap(([file, all]) => all.map((node) => ({ file, ...node })));
    const seen = nodes.map(({ file, node, from }) => {
      const words = listed.find((one) => one.file === file && one.id === node.id && one.name === node.name)?.words;
      const isThere = words !== undefined && (words === '' ? from === '' : from.startsWith(words));
      return { file, id: node.id, name: node.name, line: node.range.line, words: isThere ? words : from };
    });
    expect(sorted(seen)).toEqual(sorted(listed));
  });
});

describe('the snapshot layout', () => {
  it('finds steps inside containers, also on one long line, with the containers that they are in', async () => {
    const { nodes } = await nodesOf('snapshot');
    const inSource = nodes.filter(({ file }) => file === 'source.json');
    const step = inSource.find(({ node }) => node.name === 'Ask the date');
    expect(step?.from.startsWith('"Ask for the date first."')).toBe(true);
    expect(step?.node.pointer).toBe('/behavior/nodes/2/data/flow/nodes/1');
    expect(step?.node.within.map(({ name }) => name)).toEqual(['Appointments']);
    const end = inSource.find(({ node }) => node.id === 'end');
    expect(end?.node.within.map(({ name }) => name)).toEqual(['Appointments', 'Check the caller']);
    expect(end?.from.startsWith('"Hang up when')).toBe(true);
    expect(inSource.find(({ node }) => node.name === 'Opening hours')?.from.startsWith('"Say that we')).toBe(true);
    expect(inSource.filter(({ node }) => node.id === 'start')).toHaveLength(2);
  });

  it('places a container at the step that its flow begins with', async () => {
    const { nodes } = await nodesOf('snapshot');
    const containers = nodes.filter(({ file, node }) => file === 'source.json' && node.name === 'Appointments');
    expect(containers.map(({ from }) => from.startsWith('"Ask for the date first."'))).toEqual([true]);
  });

  it('reads all wrappings and no plan, and knows the agent that an answer names', async () => {
    const { index, nodes } = await nodesOf('snapshot');
    expect([...new Set(nodes.map(({ file }) => file))].toSorted()).toEqual([
      'agent_latest.json',
      'push.json',
      'source.json',
    ]);
    const latest = [...index.all()].find(({ file }) => file.endsWith('agent_latest.json'));
    expect(index.ownersOf(latest?.file ?? '').agentIds).toEqual(['4a6f8c20-e1d3-4b57-9084-6c2e0a8b5d71']);
  });
});

function sorted<One extends { readonly file: string; readonly line: number }>(all: readonly One[]): One[] {
  return all.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
