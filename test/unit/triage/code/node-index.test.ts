// Files of any size and kind, and how long the rest of the process waits for them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeLimits } from '../../../../src/triage/code/code-files.ts';
import { readJson } from '../../../../src/triage/code/json-tree.ts';
import { NodeIndex } from '../../../../src/triage/code/node-index.ts';
import type { Steps, Tree } from '../../../../src/triage/code/tree.ts';
import { readYaml } from '../../../../src/triage/code/yaml-tree.ts';
import { codeFolder } from '../../../support/code-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'code-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, content: string): Promise<string> {
  const at = path.join(folder, file);
  await mkdir(path.dirname(at), { recursive: true });
  await writeFile(at, content);
  return pathToFileURL(at).href;
}

async function indexed(limits = codeLimits): Promise<NodeIndex> {
  const index = new NodeIndex(codeFolder(folder), limits);
  await index.ready();
  return index;
}

const many = 10_000;
const manyNodes = Array.from({ length: many }, (_, at) => ({
  id: `node-${at}`,
  type: 'Default',
  data: { name: `Step ${at}`, prompt: `Say ${at}.\n`.repeat(10) },
}));

function steps(of: Steps<Tree>): number {
  let count = 0;
  while (of.next().done !== true) count += 1;
  return count;
}

describe('a file with 10,000 nodes', () => {
  it('is read to its last node, and in steps between which others have a turn', async () => {
    const text = JSON.stringify({ nodes: manyNodes, edges: [] }, null, 2);
    await write('pathway.json', text);
    const index = await indexed();
    const [last] = index.withId(`node-${many - 1}`);
    expect(text.split('\n')[last?.node.range.line ?? 0]).toContain(`"Say ${many - 1}.`);
    // Each step reads at most 4,000 tokens, a node has about 30.
    expect(steps(readJson(text))).toBeGreaterThan(50);
  });

  it('is read as YAML as well', async () => {
    const nodes = manyNodes.map(
      ({ data }, at) => `  step_${at}:\n    type: default\n    prompt: ${JSON.stringify(data.prompt)}\n`,
    );
    const text = `name: Large\nnodes:\n${nodes.join('')}`;
    await write('.blandrc', 'pathway_id: p1\n');
    const file = await write('bland-pathway.yaml', text);
    const last = (await indexed()).nodesIn(file)?.nodes.at(-1);
    expect(text.split('\n')[last?.range.line ?? 0]).toContain(`Say ${many - 1}.`);
    expect(steps(readYaml(text))).toBeGreaterThan(50);
  });
});

describe('files that are not what they should be', () => {
  it.each([
    ['deep JSON', `{"nodes":${'['.repeat(100_000)}`],
    ['JSON that ends too early', '{"nodes":[{"id":"1"'],
    ['JSON with two values', '{"nodes":[]}{"nodes":[]}'],
    ['JSON with a key without a value', '{"nodes":}'],
    ['JSON with a comma too many', '{"nodes":[1,]}'],
    ['JSON that closes what is not open', '{"nodes":[}'],
    ['JSON with bare words', '{"nodes":[maybe]}'],
    ['JSON with a bad escape', '{"nodes":"\\q"}'],
  ])('%s is counted and holds up nothing', async (_, text) => {
    await write('bad.json', text);
    await write('good.json', JSON.stringify({ nodes: manyNodes.slice(0, 1), edges: [] }));
    const index = await indexed();
    expect(index.leftOut).toEqual({ tooLarge: 0, unreadable: 1 });
    expect(index.withId('node-0')).toHaveLength(1);
  });

  it.each([
    ['deep YAML', `nodes: ${'['.repeat(100_000)}`],
    ['YAML with aliases within aliases', `a: &a [x]\nnodes: &b {k: [*a, *a], l: *b}\n<<: *b\n`],
    ['YAML with a tag', 'nodes: !!js/function "f"\n'],
  ])('%s gives no node', async (_, text) => {
    await write('.blandrc', 'pathway_id: p1\n');
    await write('bland-pathway.yaml', text);
    const names = [...(await indexed()).all()].map(({ node }) => node.name);
    expect(names.filter((name) => name !== 'k' && name !== 'l' && name !== 'a')).toEqual([]);
  });

  it('takes the last of two equal keys, as JSON does', async () => {
    const file = await write(
      'twice.json',
      '{"edges":[],"nodes":[{"id":"a","id":"b","type":"Default","data":{"prompt":"One","prompt":"Two"}}]}',
    );
    const [only] = (await indexed()).nodesIn(file)?.nodes ?? [];
    expect([only?.id, only?.range.character]).toEqual(['b', 89]);
  });
});

it('stops at its limits and says what it left out', async () => {
  const one = (id: string) => JSON.stringify({ nodes: [{ id, type: 'Default', data: { prompt: 'x' } }], edges: [] });
  await write('a.json', one('a'));
  await write('b.json', one('b'));
  await write('c.json', one('c'.repeat(500)));
  expect((await indexed({ ...codeLimits, fileSize: 300 })).leftOut).toEqual({ tooLarge: 1, unreadable: 0 });
  expect((await indexed({ ...codeLimits, files: 2 })).leftOut).toEqual({ tooLarge: 1, unreadable: 0 });
  expect((await indexed({ ...codeLimits, totalSize: 200 })).leftOut).toEqual({ tooLarge: 1, unreadable: 0 });
});

it('reads a changed .blandrc again, with the file that it names now', async () => {
  const settings = await write('.blandrc', 'pathway_id: p1\npathway_file: one.yaml\n');
  await write('one.yaml', 'nodes:\n  first: { prompt: Hello }\n');
  const two = await write('two.yaml', 'nodes:\n  second: { prompt: Hello }\n');
  const index = await indexed();
  expect(index.nodesIn(two)).toBeUndefined();
  await write('.blandrc', 'pathway_id: p22\npathway_file: ./two.yaml\n');
  await index.update([settings]);
  expect(index.nodesIn(two)?.nodes.map(({ name }) => name)).toEqual(['second']);
  expect(index.ownersOf(two).pathwayIds).toEqual(['p22']);
});
