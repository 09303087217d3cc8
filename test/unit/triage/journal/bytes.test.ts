import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLine, scanLines } from '../../../../src/triage/journal/lines.ts';
import { readJournal } from '../../../../src/triage/journal/read-journal.ts';
import type { JournalRecord } from '../../../../src/triage/journal/records.ts';
import { writeKinds } from '../../../../src/triage/outbox/kinds/index.ts';

/** Fixed, so that a failure can be repeated; fast-check prints it with the counterexample. */
const runs = { seed: 20_260_422, numRuns: 2_000 };

const id = fc.uuid().map((uuid) => `outbox-${uuid}`);
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constant('{"v":1,"n":2,"sum":"'),
);
const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
const entry = fc
  .record({ id, note: text, createdAt: time, attempts: fc.nat(9), sentAt: fc.option(time) })
  .map(({ note, ...rest }): JournalRecord => {
    const flag = { call_id: 'c', type: 'dead_air', message_text: note };
    const payload = { issueId: 'i', attach: false, verify: false, flag };
    return {
      type: 'entry',
      entry: { ...rest, connectionId: 'test', kind: 'flag.add', payload, state: 'waiting', error: null },
    };
  });
const line = entry.map((record) => ({ bytes: encodeLine(record), record }));

/** What stands between whole lines: anything, halves of lines, lines with a changed byte. */
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(line, fc.double({ min: 0, max: 0.999, noNaN: true }))
    .map(([{ bytes }, at]) => bytes.subarray(0, (bytes.length - 1) * at)),
  fc.tuple(line, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([{ bytes }, at, by]) => {
    const changed = Buffer.from(bytes);
    const place = at % (changed.length - 1);
    changed[place] = (changed[place] ?? 0) ^ by;
    return changed;
  }),
);

describe('a journal of any bytes', () => {
  it('is read without an error, and every byte is accounted for', () => {
    const anything = fc
      .array(
        fc.oneof(
          noise,
          line.map(({ bytes }) => bytes),
        ),
      )
      .map((parts) => Buffer.concat(parts));
    const check = (bytes: Buffer): void => {
      const { records, damaged } = scanLines(bytes);
      const parts = [...records, ...damaged].sort((a, b) => a.position - b.position);
      let at = 0;
      for (const { position, length } of parts) {
        expect(bytes.subarray(at, position).every((byte) => byte === 10)).toBe(true);
        expect(length).toBeGreaterThan(0);
        at = position + length;
      }
      expect(bytes.subarray(at).every((byte) => byte === 10)).toBe(true);
      readJournal(bytes, writeKinds);
    };
    fc.assert(fc.property(anything, check), runs);
  });

  it('gives every entry whose bytes are whole, whatever stands around it', () => {
    const parts = fc.array(
      fc.oneof(
        line,
        noise.map((bytes) => ({ bytes, record: undefined })),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(parts, (some) => {
        const bytes = Buffer.concat(some.map((part) => part.bytes));
        const found = readJournal(bytes, writeKinds).state.entries;
        for (const { record } of some) {
          if (record?.type !== 'entry') continue;
          // A lone half of a surrogate pair, which no disk can hold, is written as its escape and read back as it was.
          expect(found.get(record.entry.id)?.payload).toEqual(record.entry.payload);
        }
      }),
      runs,
    );
  });

  it('takes from well-formed lines only what their schemas allow', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        type: fc.constant('entry'),
        entry: fc.record({
          id,
          connectionId: text,
          kind: fc.constantFrom(...writeKinds.keys(), 'later'),
          payload: fc.jsonValue(),
          createdAt: fc.oneof(time, text),
          state: fc.constantFrom('waiting', 'refused', 'x'),
          attempts: fc.integer(),
          sentAt: fc.option(time),
          error: fc.jsonValue(),
        }),
      }),
      fc.record({
        type: fc.constantFrom('sending', 'failed', 'refused', 'retried', 'amended', 'delivered', 'discarded'),
        id,
        at: text,
        ambiguous: fc.boolean(),
        payload: fc.jsonValue(),
        resultId: fc.option(text),
        error: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const { state, problems, lines } = readJournal(Buffer.concat(values.map((one) => encodeLine(one))), writeKinds);
        expect(lines).toBe(values.length);
        for (const { kind, payload } of state.entries.values()) {
          expect(writeKinds.get(kind)?.schema.safeParse(payload).success).toBe(true);
        }
        const entries = values.filter(
          (one) => typeof one === 'object' && one !== null && Reflect.get(one, 'type') === 'entry',
        );
        expect(state.entries.size + problems.length).toBeGreaterThanOrEqual(entries.length === 0 ? 0 : 1);
      }),
      runs,
    );
  });
});

it('cut at a byte, a line is reported with its place, its length and why', () => {
  const whole = encodeLine({ type: 'discarded', id: 'outbox-00000000-0000-0000-0000-000000000000' });
  const bytes = Buffer.concat([whole, whole.subarray(0, 70)]);
  expect(scanLines(bytes)).toMatchObject({
    records: [{ position: 0, length: whole.length - 1 }],
    damaged: [{ position: whole.length, length: 70, reason: 'cut' }],
  });
});
