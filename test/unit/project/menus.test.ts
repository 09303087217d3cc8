// What the palette and the menus offer: only what can be done there, in an order that is decided, with the icons that are seen.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

interface Item {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Command {
  readonly command: string;
  readonly icon?: string;
  readonly enablement?: string;
}

let text: string;
let commands: readonly Command[];
let menus: Readonly<Record<string, readonly Item[]>>;

beforeAll(async () => {
  text = await readFile(path.join(root, 'package.json'), 'utf8');
  ({ commands, menus } = (
    JSON.parse(text) as { contributes: { commands: readonly Command[]; menus: Readonly<Record<string, Item[]>> } }
  ).contributes);
});

/** One part of a `when` clause: what it asks of one context key. */
interface Term {
  readonly key: string;
  readonly literals: readonly string[];
  readonly holds: (value: string) => boolean;
}

/** Reads a clause of terms joined by `&&`, which is all that the menus use. A key that is set and true has the value `true`. */
function terms(when = ''): readonly Term[] {
  return when
    .split('&&')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, key, operator, operand = ''] = /^!?([\w.]+)(?:\s*(==|!=|=~)\s*(.+))?$/.exec(part) ?? [];
      if (key === undefined) throw new Error(`This clause is not understood: ${part}`);
      const literal = operand.replaceAll(/^'|'$/g, '');
      if (operator === '==') return { key, literals: [literal], holds: (value) => value === literal };
      if (operator === '!=') return { key, literals: [literal], holds: (value) => value !== literal };
      if (operator === '=~') {
        const [, source = '', flags = ''] = /^\/(.*)\/(\w*)$/.exec(operand) ?? [];
        return { key, literals: [], holds: (value) => new RegExp(source, flags).test(value) };
      }
      return { key, literals: [], holds: (value) => (value === 'true') !== part.startsWith('!') };
    });
}

/** Rows that clauses name only by a pattern. */
const rows = ['call', 'call.reviewed', 'persona', 'persona.numbers', 'agent', 'agent.numbers', 'number.free'];
rows.push('number.agent', 'number.routed', 'number.routed.settings', 'resource.file', 'flag.pending', 'flag.removing');
rows.push('list.all', 'list.open', 'norm.working', 'query');
const others = ['callTriage.issues', 'callTriage.calls', 'message', 'transcript', 'smsMessage', 'pending', '.json'];

/** Whether both can be shown at once. */
function together(one: Item, other: Item, values: readonly string[]): boolean {
  const all = [...terms(one.when), ...terms(other.when)];
  return all.every(({ key }) => {
    const same = all.filter((term) => term.key === key);
    return values.some((value) => same.every(({ holds }) => holds(value)));
  });
}

/** Pairs of entries that stand at the same place of a menu at the same time: their order would be left to the editor. */
function collisions(menu: readonly Item[]): readonly string[] {
  const literals = menu.flatMap(({ when }) => terms(when).flatMap((term) => term.literals));
  const values = [...new Set([...literals, ...rows, ...others, 'true', ''])];
  return menu.flatMap((one, index) =>
    menu
      .slice(index + 1)
      .filter((other) => one.group === other.group && together(one, other, values))
      .map((other) => `${one.group}: ${one.command} and ${other.command}`),
  );
}

describe('menus', () => {
  it('give every entry a place of its own', () => {
    const { commandPalette: _palette, ...placed } = menus;
    for (const items of Object.values(placed)) {
      expect(items.filter(({ group }) => group?.includes('@') !== true)).toEqual([]);
      expect(collisions(items)).toEqual([]);
    }
  });

  it('would be refused with two entries at one place', () => {
    const call = { command: 'one', group: '1_a@1', when: 'view == calls && viewItem =~ /^call/' };
    const reviewed = { command: 'two', group: '1_a@1', when: 'viewItem == call.reviewed' };
    expect(collisions([call, reviewed])).toEqual(['1_a@1: one and two']);
    expect(collisions([call, { ...reviewed, when: 'view == issues && viewItem == call' }])).toEqual([]);
    expect(collisions([call, { ...reviewed, when: 'view == calls && viewItem == agent' }])).toEqual([]);
    expect(collisions([call, { ...reviewed, group: '1_a@2' }])).toEqual([]);
    const state = { command: 'one', group: 'navigation@1', when: 'state != loading && filtered' };
    expect(collisions([state, { ...state, command: 'two', when: 'state == loading' }])).toEqual([]);
    expect(collisions([state, { ...state, command: 'two', when: '!filtered' }])).toEqual([]);
    expect(collisions([state, { ...state, command: 'two', when: 'state == ready' }]).length).toBe(1);
  });

  it('outside our own views and pages show our commands only where Call Triage is set up', () => {
    const explorer = menus['explorer/context'] ?? [];
    expect(explorer.length).toBeGreaterThan(0);
    for (const { when } of explorer) expect(terms(when).map(({ key }) => key)).toContain('callTriage.isSetUp');
  });

  it('above the views offer nothing that needs a connection without one', () => {
    // With neither a connection nor anything loaded, no key is set.
    const views = ['callTriage.issues', 'callTriage.calls', 'callTriage.personas'];
    const shown = (menus['view/title'] ?? []).filter(({ when }) =>
      views.some((view) => terms(when).every(({ key, holds }) => holds(key === 'view' ? view : ''))),
    );
    const offered = new Set(shown.map(({ command }) => command.replace('callTriage.', '')));
    expect([...offered].sort()).toEqual(
      ['connect', 'copyDiagnostics', 'importCallFromClipboard', 'importCalls', 'showLog'].sort(),
    );
  });
});

describe('the palette', () => {
  /** What works without a connection: it makes one, brings calls along, or looks at this machine alone. */
  const alwaysThere = ['connect', 'openSandbox', 'startEmpty', 'getStarted', 'importCalls', 'importCallFromClipboard'];
  alwaysThere.push('showLog', 'copyDiagnostics', 'deleteLocalData');

  const whenOf = (command: string): string | undefined =>
    menus['commandPalette']?.find((item) => item.command === command)?.when ??
    commands.find((one) => one.command === command)?.enablement;

  it('offers without a connection only what works without one', () => {
    const shown = commands.filter(({ command }) => terms(whenOf(command)).every(({ holds }) => holds('')));
    expect(shown.map(({ command }) => command.replace('callTriage.', '')).sort()).toEqual(alwaysThere.sort());
  });

  it('names each command at most once', () => {
    const named = menus['commandPalette']?.map(({ command }) => command) ?? [];
    expect(named.length).toBe(new Set(named).size);
  });

  it('knows the keys that its clauses ask for', async () => {
    const sources = await readdir(path.join(root, 'src'), { recursive: true });
    const files = sources.filter((file) => file.endsWith('.ts'));
    const code = (await Promise.all(files.map((file) => readFile(path.join(root, 'src', file), 'utf8')))).join('\n');
    const asked = Object.values(menus).flatMap((items) => items.flatMap(({ when }) => terms(when)));
    const own = new Set(asked.map(({ key }) => key).filter((key) => key.startsWith('callTriage.')));
    expect([...own].filter((key) => !code.includes(`'${key}'`))).toEqual([]);
  });
});

describe('icons', () => {
  it('of commands are those that are seen: inline in a row, or above a view', () => {
    const seen = Object.values(menus)
      .flat()
      .filter(({ group }) => /^(inline|navigation)@/.test(group ?? ''));
    const withIcon = commands.filter(({ icon }) => icon !== undefined).map(({ command }) => command);
    expect(withIcon.sort()).toEqual([...new Set(seen.map(({ command }) => command))].sort());
  });

  it('in files are used', async () => {
    const sources = await readdir(path.join(root, 'src'), { recursive: true });
    const files = sources.filter((file) => file.endsWith('.ts'));
    const code = (await Promise.all(files.map((file) => readFile(path.join(root, 'src', file), 'utf8')))).join('\n');
    const icons = await readdir(path.join(root, 'media', 'icons'));
    expect(icons.filter((icon) => !code.includes(icon) && !text.includes(`media/icons/${icon}`))).toEqual([]);
  });
});
