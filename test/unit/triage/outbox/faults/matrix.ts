// Every kind of write meets every fault. In two files, which run side by side.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, effects, type Ending } from './cell.ts';
import { faultRows } from './faults.ts';
import { kindRows } from './kinds.ts';
import { openWorld, type World } from './world.ts';

/** Defines the tests of some kinds of write. @param rest the remainder of the place of a kind, divided by two */
export function testKinds(rest: 0 | 1): void {
  const rows = kindRows.filter((_, place) => place % 2 === rest);
  const results = new Map<string, Ending | 'FAILED'>();
  let world: World;

  beforeAll(async () => {
    world = await openWorld();
  });

  afterAll(async () => {
    await world.close();
    console.log(table(rows, results));
  });

  describe.each(rows)('$write.name', (row) => {
    const here = faultRows.filter(({ linuxOnly }) => linuxOnly !== true || process.platform === 'linux');
    it.each(here)('ends once, or asks: $fault', async ({ fault, run }) => {
      const key = `${fault} × ${row.write.name}`;
      results.set(key, 'FAILED');
      const directory = await world.reset(row.side);
      const payload = await row.prepare(world);
      const cell: Cell = { world, row, payload, directory };
      const before = await effects(cell);
      expect(before).toBe(0);
      const ending = await run(cell);
      expect(await effects(cell)).toBe(1);
      results.set(key, ending);
    });
  });
}

/** The cells that were run, and how each ended. */
function table(rows: typeof kindRows, results: ReadonlyMap<string, Ending | 'FAILED'>): string {
  const kinds = rows.map(({ write }) => write.name);
  const wide = Math.max(...faultRows.map(({ fault }) => fault.length));
  const cellOf = (fault: string, kind: string): string => results.get(`${fault} × ${kind}`) ?? 'not run';
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(wide), ...cells.map((text) => text.padEnd(16))].join('  ').trimEnd();
  const lines = faultRows.map(({ fault }) =>
    line(
      fault,
      kinds.map((kind) => cellOf(fault, kind)),
    ),
  );
  const count = faultRows.length * kinds.length;
  const held = [...results.values()].filter((result) => result !== 'FAILED').length;
  const sum = `${held} of ${count} cells hold`;
  return ['', line('', kinds), ...lines, '', sum, ''].join('\n');
}
