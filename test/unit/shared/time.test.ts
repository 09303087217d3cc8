import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDetailsSchema } from '../../../src/api/bland/calls.ts';
import { parseTime as parseSandboxTime } from '../../../src/sandbox/time.ts';
import { isoTime, parseHttpDate, parseTime } from '../../../src/shared/time.ts';
import { serviceFilters } from '../../../src/triage/calls/filter.ts';
import { readTranscript } from '../../../src/triage/transcript/transcript.ts';

const cases = path.resolve(import.meta.dirname, '../../fixtures/cases');
const readCase = (name: string) =>
  readTranscript(callDetailsSchema.parse(JSON.parse(readFileSync(path.join(cases, name), 'utf8'))));

const usual = process.env['TZ'];
afterAll(() => {
  if (usual === undefined) delete process.env['TZ'];
  else process.env['TZ'] = usual;
});

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'])('on a machine in %s', (zone) => {
  beforeAll(() => {
    process.env['TZ'] = zone;
  });

  it('is there', () => {
    const minutes = { UTC: 0, 'America/New_York': 240, 'Asia/Kolkata': -330, 'Pacific/Auckland': -720 };
    expect(new Date('2026-05-11T12:00:00Z').getTimezoneOffset()).toBe(minutes[zone as 'UTC']);
  });

  it.each([
    ['2026-05-11T14:20:10Z', '2026-05-11T14:20:10.000Z'],
    ['2026-05-11T14:20:10', '2026-05-11T14:20:10.000Z'],
    ['2026-05-11 14:20:10.250000', '2026-05-11T14:20:10.250Z'],
    ['2026-05-11 14:20:10.25+00', '2026-05-11T14:20:10.250Z'],
    ['2026-05-11T14:20', '2026-05-11T14:20:00.000Z'],
    ['2026-05-11', '2026-05-11T00:00:00.000Z'],
    ['2026-05-11T14Z', '2026-05-11T14:00:00.000Z'],
    ['2026-05-11\u00a014:20', '2026-05-11T14:20:00.000Z'],
    ['2026-05-11T14:20:10.1239999-04:00', '2026-05-11T18:20:10.123Z'],
    ['2026-05-11T14:20:10+0530', '2026-05-11T08:50:10.000Z'],
    ['2026-05-11T14:20:10+05', '2026-05-11T09:20:10.000Z'],
    ['2026-05-11T14:20:10−04:00', '2026-05-11T18:20:10.000Z'],
    ['2026-05-11t14:20:10,5z', '2026-05-11T14:20:10.500Z'],
    ['20260511T142010Z', '2026-05-11T14:20:10.000Z'],
    ['2026-05-11 14:20:10 +0000 UTC', '2026-05-11T14:20:10.000Z'],
    ['2026-05-11 14:20:10 UTC', '2026-05-11T14:20:10.000Z'],
    ['  2026-05-11T14:20:10Z\n', '2026-05-11T14:20:10.000Z'],
    ['2026-05-11T24:00:00', '2026-05-12T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z'],
    ['0099-01-01T00:00:00', '0099-01-01T00:00:00.000Z'],
    ['2026-03-08T02:30:00', '2026-03-08T02:30:00.000Z'],
    [1_778_509_208, '2026-05-11T14:20:08.000Z'],
    ['1778509208', '2026-05-11T14:20:08.000Z'],
    ['1778509208.25', '2026-05-11T14:20:08.250Z'],
    [1_778_509_208_000, '2026-05-11T14:20:08.000Z'],
    ['1778509208000', '2026-05-11T14:20:08.000Z'],
    [1e9, '2001-09-09T01:46:40.000Z'],
    [1e12, '2001-09-09T01:46:40.000Z'],
  ])('reads %j', (written, time) => {
    expect(isoTime(written)).toBe(time);
  });

  it.each([
    '',
    '  ',
    '1.5',
    1.5,
    0,
    -1,
    '0',
    '12',
    '999999999',
    999_999_999,
    Number.NaN,
    Infinity,
    9e15,
    1_778_509_208_123_456,
    '1778509208123456',
    -1_778_509_208,
    '-1778509208',
    '99999999999999999',
    null,
    undefined,
    true,
    {},
    ['2026-05-11'],
    'now',
    'May 11, 2026',
    '5/11/2026',
    '11.05.2026 14:20',
    'Mon, 11 May 2026 14:20:10 GMT',
    '2026',
    '2026-05',
    '2026-13-01T00:00:00',
    '2026-02-29T00:00:00',
    '2026-05-11T25:00:00',
    '2026-05-11T24:00:01',
    '2026-05-11T14:60:00',
    '2026-05-11T14:20:61',
    '2026-05-11T14:20:10+24:00',
    '2026-05-11T14:20:10+05:60',
    '2026-05-11T14:20:10 EST',
    '2026-05-11T14:20:10.Z',
    '2026-05-11T',
    '14:20:10',
    '10250ms',
    '٢٠٢٦-٠٥-١١',
  ])('takes %j for no time', (value) => {
    expect(parseTime(value)).toBeNull();
  });

  it.each(['06-times-without-zone.json', '06b-mixed-zone-rows.json'])(
    'reads %s in its order, with its offsets',
    (name) => {
      const { rows } = readCase(name);
      expect(rows.map(({ index, seconds }) => [index, seconds])).toEqual([
        [0, 2.25],
        [1, 7.25],
        [2, 12.25],
        [3, 17.25],
      ]);
    },
  );

  it('reads the rows of a call whose times are numbers, digits or none', () => {
    const row = (created_at: unknown) => ({ id: null, user: 'user', text: 'Hi.', created_at });
    const times = [1_778_509_208_000, '1778509210', 1_778_509_212, '1.5', 1.5, '', null, '2026-05-11T14:20:16'];
    const call = { call_id: 'c', started_at: 1_778_509_208, transcripts: times.map(row) };
    const { rows } = readTranscript(callDetailsSchema.parse(call));
    expect(rows.map(({ index, seconds }) => [index, seconds])).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
      [3, null],
      [4, null],
      [5, null],
      [6, null],
      [7, 8],
    ]);
  });

  it('asks the service for the moment that was typed, not for that of this zone', () => {
    expect(serviceFilters({ startDate: '2026-04-30T10:00', endDate: '2026-04-30 12:00:00+02:00' })).toEqual([
      { start_date: '2026-04-30T10:00:00.000Z', end_date: '2026-04-30T10:00:00.000Z' },
    ]);
  });

  it('reads every way of writing a moment as that moment', () => {
    const moment = fc.date({ min: new Date(1e12), max: new Date('2200-01-01'), noInvalidDate: true });
    const zoned = fc.record({
      sign: fc.constantFrom('+', '-'),
      hours: fc.nat(14),
      minutes: fc.constantFrom(0, 15, 30, 45),
      form: fc.constantFrom('hh:mm', 'hhmm'),
      between: fc.constantFrom('T', ' ', 't'),
    });
    fc.assert(
      fc.property(moment, zoned, (date, { sign, hours, minutes, form, between }) => {
        const at = date.getTime();
        const plain = date.toISOString().slice(0, -1).replace('T', between);
        const ahead = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(at + ahead).toISOString().slice(0, -1).replace('T', between);
        const two = (part: number): string => String(part).padStart(2, '0');
        const offset = `${sign}${two(hours)}${form === 'hh:mm' ? ':' : ''}${two(minutes)}`;
        for (const written of [plain, `${plain}Z`, `${plain}+00:00`, `${local}${offset}`, at, String(at)]) {
          expect(parseTime(written)).toBe(at);
        }
        const seconds = Math.floor(at / 1000);
        for (const written of [seconds, String(seconds)]) expect(parseTime(written)).toBe(seconds * 1000);
      }),
    );
  });

  it('is read the same by the sandbox, which has its own reading', () => {
    const moment = fc.date({ min: new Date(1e12), max: new Date('2200-01-01'), noInvalidDate: true });
    const ending = fc.constantFrom('', 'Z', '+00:00', '+0530', '-04');
    fc.assert(
      fc.property(moment, ending, (date, zone) => {
        const written = `${date.toISOString().slice(0, -1)}${zone}`;
        expect(parseSandboxTime(written)).toBe(parseTime(written));
      }),
    );
    for (const none of ['1.5', '', 'then', '2026-02-31', 12, null]) expect(parseSandboxTime(none)).toBeNaN();
  });

  it('reads the dates of HTTP in their three forms', () => {
    for (const written of [
      'Sun, 06 Nov 1994 08:49:37 GMT',
      'Sunday, 06-Nov-94 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994',
    ]) {
      expect(parseHttpDate(written)).toBe(784_111_777_000);
    }
    expect(parseHttpDate('')).toBeNull();
  });
});
