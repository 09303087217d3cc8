import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../../src/extension.ts';
import * as main from '../../../src/main.ts';
import { editor } from '../../support/vscode.ts';

const { createServices: _createServices, runCommand: _runCommand, ...features } = main;

const root = path.resolve(import.meta.dirname, '../../..');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface KeyBinding {
  readonly command: string;
  readonly key: string;
  readonly when: string;
  readonly args?: object;
}
interface Manifest {
  readonly contributes: {
    readonly keybindings: readonly KeyBinding[];
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly svg: string } }[] }[];
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
  };
}

let manifest: Manifest;
let text: string;
let words: Record<string, string>;

beforeAll(async () => {
  text = await readFile(path.join(root, 'package.json'), 'utf8');
  manifest = JSON.parse(text) as Manifest;
  words = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
  const subscriptions: { dispose(): unknown }[] = [];
  activate({ subscriptions } as unknown as ExtensionContext);
  for (const one of subscriptions) one.dispose();
});

const contributed = () => manifest.contributes.commands.map(({ command }) => command);

describe('commands', () => {
  it('are the same in the manifest and in the code, and each can be run', async () => {
    expect([...editor.registered.keys()].sort()).toEqual(contributed().sort());
    const tables = await Promise.all(Object.values(features).map(async (load) => (await load()).commands));
    const named = tables.flatMap((table) => Object.entries(table).map(([name]) => `callTriage.${name}`));
    expect(named.sort()).toEqual(contributed().sort());
    const loaded: unknown[] = tables.flatMap((table) => Object.values(table));
    expect(new Set(loaded).size).toBe(contributed().length);
    for (const command of loaded) expect(command).toMatchObject({ args: expect.anything(), run: expect.any(Function) });
  });

  it('have the names that scripts rely on', () => {
    const fixed = ['connect', 'switchConnection', 'setApiKey', 'signOut', 'testConnection', 'openSandbox', 'refresh'];
    fixed.push('attachCall', 'attachResource', 'detachResource', 'openTranscript', 'flagMessage', 'removeFlag');
    fixed.push(
      'importCalls',
      'importCallFromClipboard',
      'exportEverything',
      'startEmpty',
      'showLog',
      'copyDiagnostics',
      'createIssue',
      'setStatus',
      'setSeverity',
      'setCategory',
    );
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

it('keys of the issues view work there alone, on the focused row, and its menus show them', () => {
  const { keybindings, menus } = manifest.contributes;
  const keys = {
    enter: 'openIssue',
    s: 'setStatus',
    p: 'setSeverity',
    a: 'assign',
    o: 'openInDashboard',
    m: 'markRead',
  };
  const names = keybindings.map(({ key, command }) => [key, command.replace('callTriage.', '')]);
  expect(Object.fromEntries(names)).toEqual({ ...keys, '/': 'searchIssues' });
  const isHere = ({ when }: { readonly when?: string }): boolean => when?.includes('callTriage.issues') === true;
  const shown = [...(menus['view/item/context'] ?? []), ...(menus['view/title'] ?? [])].filter(isHere);
  for (const { command, key, when, args } of keybindings) {
    expect(when).toMatch(/^focusedView == 'callTriage\.issues' && .*!inputFocus$/);
    expect(shown.map((item) => item.command)).toContain(command);
    if (key !== '/') expect(args).toEqual({ $treeViewId: 'callTriage.issues', $focusedTreeItem: true });
  }
});

it('every text of the manifest is in package.nls.json, and nothing else is', () => {
  const used = [...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
});

it('each step of the walkthrough has a picture that ships', async () => {
  const steps = manifest.contributes.walkthroughs.flatMap((one) => one.steps);
  expect(steps.length).toBeGreaterThan(3);
  const ignored = await readFile(path.join(root, '.vscodeignore'), 'utf8');
  expect(ignored).toContain('!media/walkthrough/**');
  for (const { media } of steps) {
    const picture = await readFile(path.join(root, media.svg), 'utf8');
    // Colours are the theme's: the editor puts the picture into a page of its own.
    expect(picture.match(/(fill|stroke)="(?!var\(--vscode-|none)[^"]*"/g)).toBeNull();
  }
});

it('welcome texts and the walkthrough run commands that exist', () => {
  const welcome = Object.entries(words).filter(([key]) => key.startsWith('welcome.'));
  expect(welcome.length).toBe(manifest.contributes.viewsWelcome.length);
  const steps = Object.entries(words).filter(([key]) => /^walkthrough\..*description$/.test(key));
  const links = [...welcome, ...steps].flatMap(([, contents]) =>
    [...contents.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id ?? ''),
  );
  const others = ['callTriage.issues.focus', 'callTriage.calls.focus', 'workbench.action.openSettings'];
  expect(links.filter((id) => ![...contributed(), ...others].includes(id))).toEqual([]);
});
