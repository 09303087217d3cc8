import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandTable } from '../../../src/editor/command.ts';

const root = path.resolve(import.meta.dirname, '../../..');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
  };
}

let manifest: Manifest;
let text: string;
let words: Record<string, string>;
/** Every command that the features register, with what loads it. */
let registered: CommandTable;

beforeAll(async () => {
  text = await readFile(path.join(root, 'package.json'), 'utf8');
  manifest = JSON.parse(text) as Manifest;
  words = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const features = await Promise.all(
    (await readdir(path.join(root, 'src'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && existsSync(path.join(root, 'src', entry.name, 'commands.ts')))
      .map((entry) => import(path.join(root, 'src', entry.name, 'index.ts')) as Promise<Record<string, unknown>>),
  );
  const tables = features.flatMap((feature) => Object.entries(feature).filter(([name]) => name.endsWith('Commands')));
  registered = Object.assign({}, ...tables.map(([, table]) => table)) as CommandTable;
});

const contributed = () => manifest.contributes.commands.map(({ command }) => command);

describe('commands', () => {
  it('are the same in the manifest and in the code, and each can be run', async () => {
    expect(Object.keys(registered).sort()).toEqual(contributed().sort());
    const loaded = await Promise.all(Object.values(registered).map((load) => load()));
    expect(new Set(loaded).size).toBe(contributed().length);
    for (const command of loaded) expect(command).toMatchObject({ args: expect.anything(), run: expect.any(Function) });
  });

  it('have the names that scripts rely on', () => {
    const fixed = ['connect', 'switchConnection', 'setApiKey', 'signOut', 'testConnection', 'openSandbox', 'refresh'];
    fixed.push('attachCall', 'attachResource', 'detachResource', 'openTranscript', 'flagMessage', 'removeFlag');
    fixed.push('importCalls', 'showLog', 'copyDiagnostics', 'createIssue', 'setStatus', 'setSeverity', 'setCategory');
    fixed.push('assign', 'deleteIssue', 'linkIssue', 'unlinkIssue');
    fixed.push('addComment', 'showActivity', 'askNorm');
    fixed.push('searchIssues', 'filterIssues', 'copyLink');
    fixed.push('searchIssues', 'filterIssues');
    fixed.push('attachNumbers', 'detachNumbers');
    fixed.push('uploadAttachment', 'openAttachment', 'exportEvidence');
    expect(contributed()).toEqual(expect.arrayContaining(fixed.map((name) => `callTriage.${name}`)));
  });

  it('stand in menus only when they exist', () => {
    const used = Object.values(manifest.contributes.menus)
      .flat()
      .map(({ command }) => command);
    expect(used.filter((command) => !contributed().includes(command))).toEqual([]);
  });

  it('are in the palette, or hidden there and offered where they make sense', () => {
    const { commandPalette = [], ...menus } = manifest.contributes.menus;
    const hidden = commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const elsewhere = new Set(
      Object.values(menus)
        .flat()
        .map(({ command }) => command),
    );
    // A row of the tree runs it by a click, so no menu has it.
    elsewhere.add('callTriage.loadMore');
    expect(hidden.filter((command) => !elsewhere.has(command))).toEqual([]);
  });
});

it('every text of the manifest is in package.nls.json, and nothing else is', () => {
  const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

it('welcome texts run commands that exist', () => {
  const welcome = Object.entries(words).filter(([key]) => key.startsWith('welcome.'));
  expect(welcome.length).toBe(manifest.contributes.viewsWelcome.length);
  const links = welcome.flatMap(([, contents]) =>
    [...contents.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id ?? ''),
  );
  expect(links.filter((id) => id.startsWith('callTriage.') && !contributed().includes(id))).toEqual([]);
});
