import { describe, expect, it } from 'vitest';
import type { Flag } from '../../../../src/api/bland/flags.ts';
import { FlagTypeCatalogue } from '../../../../src/triage/flags/catalogue.ts';
import { pinType, readPinnedTypes } from '../../../../src/triage/flags/pinned-types.ts';
import { flagType, list } from '../../api/samples.ts';
import { bench } from '../../api/setup.ts';

type Uses = Readonly<Record<string, number>>;

/** A catalogue, and what reads it from a service that has these types with so many uses. */
async function setUp() {
  const { server, api } = await bench();
  const catalogue = new FlagTypeCatalogue(api);
  const load = async (uses: Uses): Promise<void> => {
    const types = Object.entries(uses).map(([type, count]) => ({ ...flagType, type, usage_count: count }));
    server.reply({ json: list(types, null) });
    await catalogue.load();
  };
  const fail = async (): Promise<void> => {
    server.reply({ status: 403, json: {} });
    await expect(catalogue.load()).rejects.toThrow();
  };
  return { catalogue, load, fail };
}

const flagOf = (type: string) => ({ type, note: '', created_at: '2026-11-20T00:00:00Z' }) as Flag;
const digits = (catalogue: FlagTypeCatalogue, pinned?: readonly string[]) =>
  catalogue.choices(pinned).map(({ type, digit }) => `${digit ?? '-'} ${type}`);

describe('the digits of flag types', () => {
  it('go by use when the catalogue is first read, and stay whatever is used or read then', async () => {
    const { catalogue, load } = await setUp();
    await load({ rare: 1, often: 9, some: 4 });
    expect(digits(catalogue)).toEqual(['1 often', '2 some', '3 rare']);
    for (let count = 0; count < 12; count += 1) catalogue.used(flagOf('rare'));
    expect(digits(catalogue)).toEqual(['1 often', '2 some', '3 rare']);
    expect(catalogue.types[0]?.type).toBe('rare');
    catalogue.used(flagOf('new_one'));
    await load({ other: 50, rare: 13, often: 9, some: 4, new_one: 1 });
    expect(digits(catalogue)).toEqual(['1 often', '2 some', '3 rare', '4 new_one', '5 other']);
  });

  it('are not given to others when a type goes, and are its own when it comes back', async () => {
    const { catalogue, load } = await setUp();
    await load({ first: 3, second: 2, third: 1 });
    await load({ first: 3, third: 1 });
    expect(digits(catalogue)).toEqual(['1 first', '3 third']);
    catalogue.used(flagOf('second'));
    expect(digits(catalogue)).toEqual(['1 first', '2 second', '3 third']);
  });

  it('are nine', async () => {
    const names = Array.from({ length: 11 }, (_, place) => [`t${place}`, 20 - place] as const);
    const { catalogue, load } = await setUp();
    await load(Object.fromEntries(names));
    expect(digits(catalogue).slice(8)).toEqual(['9 t8', '- t9', '- t10']);
  });

  it('wait for the catalogue: a flag that is sent before that takes the first place from nobody', async () => {
    const { catalogue, load } = await setUp();
    catalogue.used(flagOf('early'));
    expect([catalogue.settled, digits(catalogue)]).toEqual([false, []]);
    let told = 0;
    catalogue.onDidChange(() => (told += 1));
    await load({ often: 9, early: 1 });
    expect([catalogue.settled, digits(catalogue), told]).toEqual([true, ['1 often', '2 early'], 1]);
  });

  it('are there without a catalogue that can be read', async () => {
    const { catalogue, load, fail } = await setUp();
    await fail();
    catalogue.used(flagOf('mine'));
    expect(digits(catalogue)).toEqual(['1 mine']);
    await load({ often: 9, mine: 1 });
    expect(digits(catalogue)).toEqual(['1 mine', '2 often']);
  });
});

describe('pinned types', () => {
  it('have their digits, and move only the types that had those', async () => {
    const { catalogue, load } = await setUp();
    await load({ a: 5, b: 4, c: 3, d: 2 });
    expect(digits(catalogue, ['', 'd'])).toEqual(['1 a', '2 d', '3 c', '4 b']);
    expect(digits(catalogue, ['', 'd', '', 'a'])).toEqual(['1 b', '2 d', '3 c', '4 a']);
    expect(digits(catalogue, ['x'])).toEqual(['1 x', '2 b', '3 c', '4 d', '9 a']);
    catalogue.used(flagOf('e'));
    expect(digits(catalogue, ['x'])).toEqual(['1 x', '2 b', '3 c', '4 d', '5 e', '9 a']);
  });

  it('are offered although the catalogue lacks them, before it is read, too', async () => {
    const { catalogue, load } = await setUp();
    const pinned = ['', 'Talks over', 'Barge in'];
    expect(catalogue.choices(pinned)).toEqual([
      { type: 'Talks over', description: '', usageCount: 0, digit: 2, isNew: true },
      { type: 'Barge in', description: '', usageCount: 0, digit: 3, isNew: true },
    ]);
    await load({ a: 5, barge_in: 1 });
    expect(digits(catalogue, pinned)).toEqual(['1 a', '2 Talks over', '3 barge_in']);
    expect(catalogue.choices(pinned).map(({ isNew }) => isNew === true)).toEqual([false, true, false]);
  });

  it('are read from a setting, whatever stands in it', () => {
    const read = (setting: unknown) => readPinnedTypes(setting);
    expect(read(undefined)).toEqual({ pinned: [], unusable: [] });
    expect(read(['a', '', ' b '])).toEqual({ pinned: ['a', '', 'b'], unusable: [] });
    expect(read('a')).toEqual({ pinned: [], unusable: ['"a"'] });
    expect(read({ 1: 'a' })).toEqual({ pinned: [], unusable: ['{"1":"a"}'] });
    expect(read(['a', 5, null, '!!', 'A', 'x'.repeat(201)])).toEqual({
      pinned: ['a', '', '', '', '', ''],
      unusable: ['5', 'null', '"!!"', '"A"', `"${'x'.repeat(99)}`],
    });
    const ten = 'abcdefghij'.split('');
    expect(read(ten)).toEqual({ pinned: ten.slice(0, 9), unusable: ['"j"'] });
  });

  it('are moved, exchanged and unpinned', () => {
    expect(pinType(undefined, 'a', 3)).toEqual(['', '', 'a']);
    expect(pinType(['', '', 'a'], 'a', 1)).toEqual(['a']);
    expect(pinType(['b', 'c'], 'a', 1)).toEqual(['a', 'c']);
    expect(pinType(['b', 'Dead air'], 'dead_air', null)).toEqual(['b']);
    expect(pinType(['b', 7], 'a', 3)).toEqual(['b', 7, 'a']);
    expect(pinType('nonsense', 'a', 1)).toEqual(['a']);
  });
});
