import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultKeys, keyActions, readKeys } from '../../../src/shared/keys.ts';

describe('the keys of the transcript', () => {
  it('are the product’s own when nothing is set, each for one action', () => {
    const { keys, unknown } = readKeys(undefined, true);
    expect(keys).toEqual(defaultKeys);
    expect(unknown).toEqual([]);
    const all = Object.values(defaultKeys).flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('are remapped one by one, and a key given away is taken from where it was', () => {
    const { keys, unknown } = readKeys({ flag: 'j', undo: ['z', 'Shift+Delete'], help: '' }, true);
    expect(unknown).toEqual([]);
    expect(keys).toMatchObject({ flag: ['j'], next: ['ArrowDown'], undo: ['z', 'Shift+Delete'], help: [] });
    expect(keys.previous).toEqual(['k', 'ArrowUp']);
  });

  it('without single keys keep the named ones', () => {
    const { keys } = readKeys({}, false);
    expect(keys).toMatchObject({ next: ['ArrowDown'], extendDown: ['Shift+ArrowDown'], flag: ['Enter'], help: [] });
  });

  it('that mean nothing are told as they are written, and change nothing', () => {
    const { keys, unknown } = readKeys({ flog: 'x', next: 5, last: 'ctrl+x', first: ['Home', ''] }, true);
    expect(unknown).toEqual(['flog: "x"', 'next: 5', 'last: "ctrl+x"', 'first: ["Home",""]']);
    expect(keys).toEqual(defaultKeys);
  });

  it('are readable whatever the setting holds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.boolean(), (setting, single) => {
        const { keys } = readKeys(setting, single);
        expect(Object.keys(keys)).toEqual([...keyActions]);
        expect(
          Object.values(keys)
            .flat()
            .every((key) => typeof key === 'string' && key !== ''),
        ).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
