import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeFiles } from '../../src/triage/code/code-files.ts';
import { NodeIndex } from '../../src/triage/code/node-index.ts';
import { codeFolder } from '../support/code-folder.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, figureOf, longestStall, timed } from './measure.ts';

const rounds = 10;
const readsAtOnce = 8;

const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const prompt = 'Ask for the date of birth, and read it back before you go on. '.repeat(12);
const nodesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: idOf(first + at),
    type: 'Default',
    data: { name: `Step ${first + at}`, prompt },
  }));

/** What a workspace of several agents has: nodes in files of their own, exports, one of them large, and other JSON. */
async function fill(folder: string): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  };
  for (let at = 0; at < 3_500; at += 1) {
    await write(
      `agent/nodes/n${at}/node.md`,
      `---\nid: ${idOf(at)}\ntype: Default\nname: Step ${at}\n---\n\n${prompt}\n`,
    );
  }
  for (let at = 0; at < 300; at += 1) {
    await write(`exports/${at}.json`, JSON.stringify({ nodes: nodesFrom(at * 20, 20), edges: [] }, null, 2));
  }
  for (let at = 0; at < 1_199; at += 1) {
    await write(`config/${at}.json`, JSON.stringify({ name: `package-${at}`, text: prompt, files: [prompt, prompt] }));
  }
  await write('exports/large.json', JSON.stringify({ nodes: nodesFrom(0, 2_000), edges: [] }));
}

async function readAll(files: readonly string[]): Promise<void> {
  const next = files.values();
  const reader = async (): Promise<void> => {
    for (const file of next) await readFile(fileURLToPath(file), 'utf8');
  };
  await Promise.all(Array.from({ length: readsAtOnce }, reader));
}

/** 5,000 files with nodes of agents, from nothing to an index that answers. */
export const index5000: Bench = {
  name: 'index-5000',
  run: () =>
    inDirectory(async (folder) => {
      await fill(folder);
      const onDisk = codeFolder(folder);
      const all = await onDisk.list();
      // Both begin with the list, which the editor makes in a process of its own.
      const files: CodeFiles = { ...onDisk, list: () => Promise.resolve(all) };
      const index = (): Promise<void> => new NodeIndex(files).ready();
      const { ours, alternative } = await byTurns(
        rounds,
        () => timed(index),
        () => timed(() => readAll(all)),
      );
      const stalls = { ours: [] as number[], alternative: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        stalls.ours.push(await longestStall(index));
        stalls.alternative.push(await longestStall(() => readAll(all)));
      }
      const reading = `fs.readFile of all ${all.length.toLocaleString('en')}`;
      return [
        {
          what: 'agent files of a workspace indexed',
          ours,
          alternative: { what: reading, median: alternative.median },
        },
        {
          what: 'longest stall meanwhile',
          ours: figureOf(stalls.ours),
          alternative: { what: reading, median: figureOf(stalls.alternative).median },
        },
      ];
    }),
};
