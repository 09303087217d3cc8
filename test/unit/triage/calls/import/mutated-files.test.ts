import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../../../src/api/bland/calls.ts';
import type { ImportItem } from '../../../../../src/triage/calls/import/import-item.ts';
import { readFile } from '../../../../../src/triage/calls/import/read-file.ts';
import { readValue } from '../../../../../src/triage/calls/import/read-value.ts';
import { readTranscript } from '../../../../../src/triage/transcript/transcript.ts';

const folder = path.resolve(import.meta.dirname, '../../../../fixtures/platforms');
const bland = {
  call_id: 'm-1',
  status: 'completed',
  started_at: '2026-03-02T10:00:00Z',
  transcripts: [
    { id: 1, user: 'assistant', text: 'Northgate Parcel. ', created_at: '2026-03-02T10:00:01Z' },
    { id: 2, user: 'user', text: 'Where is it? ', created_at: '2026-03-02T10:00:04Z' },
    { id: 3, user: 'agent-action', text: 'Ended call', created_at: '2026-03-02T10:00:09Z' },
  ],
};
const json: readonly (readonly [string, unknown])[] = [
  ['bland', { data: { call_id: 'm-1', payload: bland, metadata: [] }, errors: null }],
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown] as const),
];
const subtitles = ['webvtt.vtt', 'srt.srt'].map(
  (name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const,
);

const rowsIn = (items: readonly ImportItem[]) =>
  items.flatMap((item) =>
    item.kind === 'call'
      ? readTranscript(callDetailsSchema.parse(item.details)).rows.map(({ role, text }) => ({ role, text }))
      : [],
  );
const saysSomethingIsMissing = (items: readonly ImportItem[]): boolean =>
  items.some(
    (item) =>
      item.kind === 'refused' ||
      ('notes' in item && item.notes.some(({ kind }) => kind === 'left-out' || kind === 'empty-rows')),
  );

/** Fields that say who speaks: where they change, so may the role. */
const whoSpeaks = new Set([
  'role',
  'user',
  'speaker',
  'type',
  'media_channel',
  'channel_participant',
  'participants',
  'channel',
]);

type Step = readonly [object, string];

/** All places in a value whose content may be replaced. */
function placesIn(value: unknown): Step[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    whoSpeaks.has(name) ? [] : [[value, name] as const, ...placesIn(child)],
  );
}

function shuffled(value: unknown, order: (length: number) => number[]): unknown {
  if (Array.isArray(value)) return value.map((one) => shuffled(one, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(order(entries.length).map((at) => [entries[at]?.[0], shuffled(entries[at]?.[1], order)]));
}

/** An order of so many things, from a seed. */
const orderOf = (seed: number) => (length: number) =>
  Array.from({ length }, (_, at) => at).sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));

describe.each(json)('%s', (name, original) => {
  const rows = rowsIn(readValue(original));
  const roles = new Map(rows.map(({ role, text }) => [text, role]));
  const said = rows.flatMap(({ role, text }) =>
    role === 'caller' || role === 'agent' ? (text.split('\n')[0] ?? '') : [],
  );

  it('is read', () => {
    const hasRoles = !/^(?:deepgram|assemblyai|whisperx)/.test(name);
    expect(said.length).toBeGreaterThanOrEqual(hasRoles ? 2 : 0);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('is read alike whatever the order of its fields', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        expect(rowsIn(readValue(shuffled(original, orderOf(seed))))).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  it('gives no message another role, and loses none silently, whatever is put in place of a part', () => {
    const other = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), fc.constant([]), fc.constant({}));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), other), { minLength: 1, maxLength: 3 }), (changes) => {
        const value: unknown = structuredClone(original);
        for (const [at, replacement] of changes) {
          const places = placesIn(value);
          const [holder, field] = places[at % places.length] ?? [{}, ''];
          if (replacement === undefined && Array.isArray(holder)) holder.splice(Number(field), 1);
          else if (replacement === undefined) Reflect.deleteProperty(holder, field);
          else Reflect.set(holder, field, replacement);
        }
        const items = readValue(value);
        const read = rowsIn(items);
        expect(items).not.toEqual([]);
        for (const { text, role } of read) if (roles.has(text)) expect([text, role]).toEqual([text, roles.get(text)]);
        // Some platforms say everything twice: a text counts as there while nothing took any of its places.
        const places = (text: string, within: unknown) => JSON.stringify(within).split(JSON.stringify(text)).length;
        const lost = said.filter(
          (text) => places(text, value) === places(text, original) && !read.some((row) => row.text.startsWith(text)),
        );
        if (lost.length > 0) expect([lost, saysSomethingIsMissing(items)]).toEqual([lost, true]);
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused wherever it is cut off', () => {
    const text = JSON.stringify(original, null, 1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 2 }), (end) => {
        const items = readFile(Buffer.from(text.slice(0, end)));
        expect(items.map((item) => item.kind === 'refused' && item.reason)).toMatchObject([
          { kind: 'json', fault: { guess: 'truncated' } },
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each(subtitles)('%s', (_name, text) => {
  const rows = rowsIn(readFile(Buffer.from(text)));

  it('loses no cue silently, wherever it is cut off and whichever line is broken', () => {
    const broken = fc.constantFrom('', '-->', '00:00:0x.000 --> 00:00:09.000', 'stray', '7', '<v', '\u0000');
    fc.assert(
      fc.property(fc.nat(), broken, fc.integer({ min: 12, max: text.length }), (at, replacement, end) => {
        const lines = text.slice(0, end).split('\n');
        const line = at % lines.length;
        const before = lines[line] ?? '';
        if (line > 0) lines[line] = replacement;
        const items = readFile(Buffer.from(lines.join('\n')));
        expect(items).not.toEqual([]);
        const read = rowsIn(items);
        const whole = rows.filter((row) => lines.join('\n').includes(row.text) && !row.text.includes(before));
        const lost = whole.filter((row) => !read.some((one) => one.text.includes(row.text)));
        if (lost.length > 0) expect([before, lost, saysSomethingIsMissing(items)]).toEqual([before, lost, true]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('wrappers', () => {
  const wrap: Readonly<Record<string, (value: unknown) => unknown>> = {
    payload: (payload) => ({ call_id: 'w', url: 'https://x.example', payload }),
    body: (body) => ({ headers: {}, params: {}, body }),
    text: (body) => ({ headers: {}, body: JSON.stringify(body) }),
    data: (data) => ({ data, errors: null }),
    calls: (call) => ({ status: 'success', count: 1, calls: [call] }),
    call: (call) => ({ event: 'ended', call }),
    list: (item) => [item],
  };
  it('are opened in any order, four deep, and never throw when there are more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(wrap)), { maxLength: 7 }), (names) => {
        const items = readValue(names.reduce((value, name) => wrap[name]?.(value), bland as unknown));
        const isNested = names.some(
          (name, at) => name === 'list' && (names[at + 1] === 'list' || names[at + 1] === 'calls'),
        );
        if (isNested || names.filter((name) => name !== 'list').length > 4) expect(items).not.toEqual([]);
        else expect(items).toMatchObject([{ kind: 'call', details: bland }]);
      }),
      { numRuns: 1000 },
    );
  });
});
