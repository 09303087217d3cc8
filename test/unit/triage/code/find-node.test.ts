// The order in which a node is looked for, and what is offered instead of guessed.
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findNode, type Match, type WantedNode } from '../../../../src/triage/code/find-node.ts';
import { NodeIndex } from '../../../../src/triage/code/node-index.ts';
import { codeFixtures, codeFolder } from '../../../support/code-folder.ts';

const confirm = '7c1e4a90-52b3-4d1f-8a6e-90c4d2f71b35';
const nobody = { pathwayIds: [], agentIds: [] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'code-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, content: unknown): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
}

function searcher(within: string) {
  const files = codeFolder(within);
  const index = new NodeIndex(files);
  return (wanted: Pick<WantedNode, 'nodeId'> & Partial<WantedNode>) =>
    findNode(index, files, { of: nobody, ...wanted });
}

/** Kind, and the files with the lines, relative to the folder. */
function told(match: Match, within = folder) {
  if (match.kind === 'none') return ['none'];
  const all = match.kind === 'candidates' ? match.candidates : [match.candidate];
  return [
    match.kind,
    ...all.map(({ found, file, why }) => {
      const relative = path.relative(within, new URL(file ?? found.file).pathname);
      return `${relative}:${file === undefined ? found.node.range.line : 0} ${why}`;
    }),
  ];
}

const fixture = (layout: string): string => path.join(codeFixtures, layout);
const node = (id: string, name: string, prompt = 'Hello.') => ({ id, type: 'Default', data: { name, prompt } });
const pathway = (...nodes: unknown[]) => ({ nodes, edges: [] });

it('opens a UUID of any pathway, and counts a copy of the server only when there is nothing else', async () => {
  const find = searcher(fixture('workspace'));
  const inside = fixture('workspace');
  expect(told(await find({ nodeId: confirm }), inside)).toEqual(['exact', 'clinic-line/nodes/7c1e4a90/node.md:6 id']);
  const only = await find({
    nodeId: 'only-in-baseline',
    of: { pathwayIds: ['2f6c1d58-8b0e-4f7a-9e34-6d5b7a1c0e92'], agentIds: [] },
  });
  expect(told(only, inside)).toEqual(['exact', 'clinic-line/.norm/baseline.json:17 id']);
});

it('compares whole IDs: those that begin alike are others', async () => {
  const find = searcher(fixture('workspace'));
  const found = await find({ nodeId: 'randomnode_1710288871722' });
  expect(told(found, fixture('workspace'))).toEqual(['candidates', 'clinic-line/nodes/randomno2/node.md:8 id']);
  expect(told(await find({ nodeId: 'randomnode_171028887172' }))).toEqual(['none']);
  expect(told(await find({ nodeId: 'RANDOMNODE_1710288871722' }))).toEqual(['none']);
});

it('offers a short ID of an unknown pathway, opens that of the call, and passes over that of another', async () => {
  await write('one/pathway.json', { pathway_id: 'p1', ...pathway(node('1', 'Start')) });
  await write('two/pathway.json', { pathway_id: 'p2', ...pathway(node('1', 'Start')) });
  await write('loose.json', pathway(node('1', 'Start')));
  const find = searcher(folder);
  expect(told(await find({ nodeId: '1', of: { pathwayIds: ['p2'], agentIds: [] } }))).toEqual([
    'exact',
    'two/pathway.json:0 id',
  ]);
  expect(told(await find({ nodeId: '1', of: { pathwayIds: ['p3'], agentIds: [] } }))).toEqual([
    'candidates',
    'loose.json:0 id',
  ]);
  expect(told(await find({ nodeId: '1' }))).toHaveLength(4);
});

it('takes a folder that is named after the pathway, and a file that a person chose, for the call’s own', async () => {
  await write('p7/pathway.json', pathway(node('1', 'Start')));
  await write('other/pathway.json', pathway(node('1', 'Start')));
  const find = searcher(folder);
  const of = { pathwayIds: ['p7'], agentIds: [] };
  expect(told(await find({ nodeId: '1', of }))).toEqual(['exact', 'p7/pathway.json:0 id']);
  const all = await find({ nodeId: '1' });
  const chosen =
    all.kind === 'candidates' ? all.candidates.find(({ found }) => found.file.includes('/other/')) : undefined;
  const again = await find({ nodeId: '1', chosen: new Set([chosen?.found.file ?? '']) });
  expect(told(again)).toEqual(['exact', 'other/pathway.json:0 id']);
});

it('finds a node of the CLI by its name in the pathway of its folder, and of no other', async () => {
  const find = searcher(fixture('cli'));
  const of = { pathwayIds: ['9d0b7e16-3c52-4a8f-b1d9-47e6f2c8a503'], agentIds: [] };
  const found = await find({ nodeId: 'n-1', nodeName: 'Confirm  Appointment', of });
  expect(told(found, fixture('cli'))).toEqual(['by-name', 'pathways/front-desk.yaml:18 name']);
  expect(
    told(await find({ nodeId: 'n-1', nodeName: 'Confirm appointment', of: { ...of, pathwayIds: ['p9'] } })),
  ).toEqual(['none']);
});

it('offers a name alone, also that of a folder', async () => {
  const find = searcher(fixture('older-workspace'));
  const found = await find({ nodeId: confirm, nodeName: 'Confirm appointment' });
  expect(told(found, fixture('older-workspace'))).toEqual(['candidates', 'nodes/confirm-appointment/prompt.md:2 name']);
});

it('offers a match by the name of a file', async () => {
  const find = searcher(fixture('sync'));
  expect(told(await find({ nodeId: 'voicemail_7' }), fixture('sync'))).toEqual([
    'candidates',
    'source/nodes/voicemail_7.yml:0 file-name',
  ]);
});

it('offers the text file with the same words before the export', async () => {
  const find = searcher(fixture('export'));
  const of = { pathwayIds: ['5e8c2b74-1f93-4a60-8d27-c9b0e4f61a38'], agentIds: [] };
  expect(told(await find({ nodeId: '1', of }), fixture('export'))).toEqual([
    'candidates',
    'prompts/start.txt:0 same-text',
    'pathway.json:9 id',
  ]);
  expect(told(await find({ nodeId: confirm, of }), fixture('export'))).toEqual(['exact', 'pathway.json:18 id']);
});

it('offers steps of several flows that have the same ID, in the agent of the call', async () => {
  const find = searcher(fixture('snapshot'));
  const of = { pathwayIds: [], agentIds: ['4a6f8c20-e1d3-4b57-9084-6c2e0a8b5d71'] };
  const found = await find({ nodeId: 'start', of });
  expect(found.kind).toBe('candidates');
  expect(
    told(found, fixture('snapshot'))
      .slice(1)
      .map((one) => one.split(':')[0]),
  ).toEqual(['agent_latest.json', 'agent_latest.json']);
  expect(told(await find({ nodeId: 'end', of }))[0]).toBe('exact');
});

it('offers the working tree before exports and copies', async () => {
  const one = pathway(node(confirm, 'Confirm'));
  await write('export.json', one);
  await write('node_modules/agent/pathway.json', one);
  await write('dist/pathway.json', one);
  await write('agent/nodes/7c1e4a90/node.md', `---\nid: ${confirm}\n---\nWords.\n`);
  expect(told(await searcher(folder)({ nodeId: confirm }))).toEqual([
    'candidates',
    'agent/nodes/7c1e4a90/node.md:3 id',
    'export.json:0 id',
    'dist/pathway.json:0 id',
    'node_modules/agent/pathway.json:0 id',
  ]);
});

it('follows a node that was renamed, moved, or edited since', async () => {
  await write('agent/nodes/a/node.md', `---\nid: ${confirm}\nname: Before\n---\nWords.\n`);
  const find = searcher(folder);
  expect(told(await find({ nodeId: confirm, nodeName: 'Before' }))).toEqual(['exact', 'agent/nodes/a/node.md:4 id']);
  await write('agent/nodes/a/node.md', `---\nid: ${confirm}\ntype: Default\nname: After\n---\n\nWords.\n`);
  expect(told(await find({ nodeId: confirm, nodeName: 'Before' }))).toEqual(['exact', 'agent/nodes/a/node.md:6 id']);
  await rename(path.join(folder, 'agent'), path.join(folder, 'renamed'));
  expect(told(await find({ nodeId: confirm, nodeName: 'Before' }))).toEqual(['exact', 'renamed/nodes/a/node.md:6 id']);
  await rm(path.join(folder, 'renamed'), { recursive: true });
  expect(told(await find({ nodeId: confirm, nodeName: 'Before' }))).toEqual(['none']);
});
