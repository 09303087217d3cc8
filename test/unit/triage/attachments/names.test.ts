import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { StorageError } from '../../../../src/storage/errors.ts';
import { MadeAttachments } from '../../../../src/triage/attachments/made.ts';
import { longestName, mediaType, safeName, uniqueName } from '../../../../src/triage/attachments/names.ts';
import { KeyValueStore } from '../../../../src/triage/key-value-store.ts';
import { readConnections } from '../../../../src/triage/sessions/connection.ts';
import { anyText } from '../../api/any-text.ts';
import { openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

describe('a name', () => {
  it.each([
    ['call.wav', 'call.wav'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\a\\b.txt', 'C__a_b.txt'],
    ['.bashrc', 'bashrc'],
    ['a\u202Etxt.exe', 'atxt.exe'],
    ['a\nb\tc.txt', 'abc.txt'],
    ['con.txt', '_con.txt'],
    ['  ', 'attachment'],
    ['...', 'attachment'],
    ['CON', '_CON'],
    ['con .txt', '_con .txt'],
    ['COM¹.log', '_COM¹.log'],
    ['conin$', '_conin$'],
    ['lpt9.a.b', '_lpt9.a.b'],
    ['console.txt', 'console.txt'],
    ['call. . ', 'call'],
    ['call\u3000', 'call'],
    ['call\u3164', 'call'],
    [`${'通話の録音'.repeat(60)}.wav`, `${'通話の録音'.repeat(16)}通話.wav`],
    [`${'👩‍👩‍👧‍👦'.repeat(80)}.wav`, `${'👩👩👧👦'.repeat(15)}👩.wav`],
    [`${'e\u0301\u0323'.repeat(200)}.wav`, `${'ẹ\u0301'.repeat(49)}.wav`],
    [`a${'\u0301'.repeat(400)}.wav`, `á${'\u0301'.repeat(122)}.wav`],
    [`${'x'.repeat(194)} . .json`, `${'x'.repeat(194)}.json`],
    [`${'x'.repeat(193)} . .json${'x'.repeat(5)}`, `${'x'.repeat(190)}.jsonxxxxx`],
    [`${'x'.repeat(300)}.json`, `${'x'.repeat(195)}.json`],
  ])('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('that is safe stays as it is, whatever it was made of', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const safe = safeName(text);
        expect(safeName(safe)).toBe(safe);
        expect(safe.length).toBeLessThanOrEqual(longestName);
        expect(Buffer.byteLength(`${safe}.part`)).toBeLessThanOrEqual(255);
        expect(safe).not.toMatch(/[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
        expect(safe).not.toMatch(/\p{Cs}/u);
        expect(path.basename(safe)).toBe(safe);
        expect(safe).toMatch(/^[^/\\\p{Cc}\p{Cf}]+$/u);
      }),
    );
  });

  it('fits the disk however long it is, with whole characters and its tail', () => {
    const unit = fc.constantFrom('x', 'é', '通', '🎧', '🇩🇪', '한', 'ä', ' ', '.');
    const many = fc.array(unit, { minLength: 100, maxLength: 300 });
    fc.assert(
      fc.property(many, fc.constantFrom('.wav', '.json'), (units, end) => {
        const text = `a${units.join('')}b${end}`;
        const safe = safeName(text);
        const numbered = safeName(text, '', '-2.wav');
        for (const name of [safe, numbered, uniqueName(safe, new Date(0), 'a1b2')]) {
          expect(Buffer.byteLength(`${name}.part`)).toBeLessThanOrEqual(255);
          expect(name.length).toBeLessThanOrEqual(longestName);
          expect(name).not.toMatch(/\p{Cs}|\ufffd/u);
          expect(safeName(name)).toBe(name);
        }
        expect([safe.endsWith(end), numbered.endsWith('-2.wav')]).toEqual([true, true]);
      }),
    );
  });

  it('is made unique before its extension, and again', () => {
    const at = new Date('2026-11-22T14:15:30Z');
    const once = uniqueName('call.wav', at, 'a1b2');
    expect(once).toBe('call-20261122-141530-a1b2.wav');
    expect(uniqueName(once, at, 'c3d4')).toBe('call-20261122-141530-c3d4.wav');
    expect(uniqueName('x'.repeat(300), at, 'a1b2')).toHaveLength(longestName);
    expect(uniqueName('.env', at, 'a1b2')).toBe('.env-20261122-141530-a1b2');
  });

  it('tells the type of what it names', () => {
    expect(['a.WAV', 'a.json', 'a.b.md', 'a', 'a.unknown'].map(mediaType)).toEqual([
      'audio/wav',
      'application/json',
      'text/markdown',
      'application/octet-stream',
      'application/octet-stream',
    ]);
  });
});

it('remembers what was made, over windows and unreadable rows', async () => {
  const { folder: directory } = await storageFolder();
  const one = { talkdeskId: 't', size: 5, type: null, issueId: 'i', owner: 'o', madeAt: '2026-11-22T14:15:30Z' };
  const database = await openWindowOn(directory);
  const [first, second] = [new MadeAttachments(database), new MadeAttachments(await openWindowOn(directory))];
  await first.add({ ...one, attachmentId: 'a', name: 'a' });
  await new KeyValueStore(database, 'attachments', z.unknown()).set('odd', { attachmentId: 7 });
  await second.add({ ...one, attachmentId: 'b', name: 'b' });
  for (const made of [first, second, new MadeAttachments(database)]) {
    expect((await made.of('o', 'i')).map(({ name }) => name)).toEqual(['a', 'b']);
  }
  expect(await second.find('a')).toMatchObject({ name: 'a' });
  await database.close();
  await expect(first.add({ ...one, attachmentId: 'c', name: 'c' })).rejects.toBeInstanceOf(StorageError);
  expect(await first.find('c')).toMatchObject({ name: 'c' });
});

describe('a Talkdesk connection', () => {
  const read = (entry: object) => readConnections([{ id: 'desk', kind: 'talkdesk', clientId: 'c', ...entry }], {});

  it('is read with its region, or with both addresses', () => {
    expect(read({ account: 'Acme', region: 'ca' }).talkdesk).toMatchObject([
      { baseUrl: 'https://api.talkdeskappca.com', tokenUrl: 'https://acme.talkdeskidca.com/oauth/token' },
    ]);
    const addresses = { baseUrl: 'http://127.0.0.1:7', tokenUrl: 'http://127.0.0.1:8/oauth/token' };
    expect(read({ ...addresses, auth: 'jwt', keyId: 'k' }).talkdesk).toMatchObject([
      { ...addresses, baseUrl: 'http://127.0.0.1:7/', auth: { kind: 'jwt', keyId: 'k', algorithm: 'ES256' } },
    ]);
    expect(read({ account: 'acme' }).connections).toEqual([]);
  });

  it.each([
    [{ clientId: '' }, 'clientId'],
    [{}, 'account'],
    [{ account: 'a.b' }, 'account'],
    [{ account: 'acme', region: 'XX' }, 'region'],
    [{ account: 'acme', auth: 'other' }, 'auth'],
    [{ account: 'acme', auth: 'jwt' }, 'keyId'],
    [{ account: 'acme', auth: 'jwt', keyId: 'k', algorithm: 'none' }, 'algorithm'],
    [{ baseUrl: 'https://a.example' }, 'tokenUrl'],
    [{ baseUrl: 'https://a.example', tokenUrl: 'http://b.example' }, 'tokenUrl'],
  ])('with %j names %s', (entry, field) => {
    expect(read(entry)).toMatchObject({ talkdesk: [], problems: [{ reason: 'bad-field', field, id: 'desk' }] });
  });

  it('comes with every sandbox, unless its id is taken', () => {
    const list = readConnections([{ id: 'sandbox', kind: 'sandbox', label: 'Mine' }], {});
    expect(list.talkdesk).toMatchObject([{ id: 'sandbox.talkdesk', label: 'Talkdesk (Mine)', baseUrl: null }]);
    const taken = { id: 'sandbox.talkdesk', kind: 'talkdesk', clientId: 'c', account: 'acme' };
    expect(readConnections([taken, { id: 'sandbox', kind: 'sandbox' }], {}).talkdesk).toHaveLength(1);
  });
});
