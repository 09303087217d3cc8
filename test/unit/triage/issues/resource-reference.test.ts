import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReferences } from '../../../../src/triage/issues/resource-reference.ts';

const call = '5b0e0b7a-6a51-4c0e-9a52-0f3d1f8f2c11';
const other = '8b2bb517-94d3-4cf6-9c7b-8c8ab9f8c4a1';

describe('what names a resource', () => {
  it.each([
    [call, null],
    [call.toUpperCase(), null],
    [`https://api.bland.ai/v1/calls/${call}`, 'call'],
    [`https://eu.api.bland.ai/v1/calls/${call}/recording`, 'call'],
    [`https://api.bland.ai/v1/recordings/${call}`, 'call'],
    [`https://api.bland.ai/v1/recordings/${call}:${other}`, 'call'],
    [`https://api.bland.ai/v1/recordings/${call}%3A${other}`, 'call'],
    [`https://app.bland.ai/dashboard/call-logs?call_id=${call}`, 'call'],
    [`https://app.bland.ai/dashboard/call-logs#/${call}?tab=2`, 'call'],
    [`https://recordings.example.com/2026/${call}.mp3?signature=abc`, 'call'],
    [`https://api.bland.ai/v1/sms/conversations/${call}`, 'sms_conversation'],
    [`https://asia.app.bland.ai/dashboard/x/${call}`, null],
  ])('%s', (text, type) => {
    expect(readReferences(text)).toEqual({ found: [{ id: call, type }], bad: [] });
  });

  it('several, with commas, blanks and line breaks between them, each once', () => {
    const text = ` ${call},${other};\n\thttps://api.bland.ai/v1/calls/${call}\r\n,, `;
    expect(readReferences(text)).toEqual({
      found: [
        { id: call, type: 'call' },
        { id: other, type: null },
      ],
      bad: [],
    });
  });

  it.each([
    [`"${call}"`, null],
    [`'${call}',`, null],
    [`“${call}”`, null],
    [`[${call}]`, null],
    [`(${call})`, null],
    [`<${call}>`, null],
    [`\`${call}\``, null],
    [`**${call}**`, null],
    [`${call}.`, null],
    [`${call}...`, null],
    [`${call}?`, null],
    [`\u200b${call}\u202c`, null],
    [`["${call}"]`, null],
    [`call_id=${call}`, 'call'],
    [`call_id: ${call}`, 'call'],
    [`"call_id": "${call}"`, 'call'],
    [`{"call_id":"${call}"}`, 'call'],
    [`callId='${call}'`, 'call'],
    [`conversation_id=${call}`, 'sms_conversation'],
    [`id=${call}`, null],
    [`id: ${call}`, null],
    [`call_id\t${call}`, 'call'],
    [`“call_id”: “${call}”`, 'call'],
    [`--call-id=${call}`, 'call'],
    [`--call-id ${call}`, 'call'],
    [`?call_id=${call}`, 'call'],
    [`{\n  "call_id": "${call}"\n}`, 'call'],
    [`| ${call} |`, null],
    [`#${call}`, null],
    [`_${call}_`, null],
    [`~~${call}~~`, null],
    [call.replaceAll('-', '\u2011'), null],
    [`[the call](https://api.bland.ai/v1/calls/${call})`, 'call'],
    [`[the call](https://api.bland.ai/v1/calls/${call} "a title").`, 'call'],
    [`[${other}](https://api.bland.ai/v1/calls/${call})`, 'call'],
    [`<https://api.bland.ai/v1/calls/${call}>`, 'call'],
    [`(https://api.bland.ai/v1/calls/${call}).`, 'call'],
    [`"https://api.bland.ai/v1/calls/${call}",`, 'call'],
  ])('as it is pasted: %s', (text, type) => {
    expect(readReferences(text)).toEqual({ found: [{ id: call, type }], bad: [] });
  });

  it('with a plain id, as it is pasted', () => {
    for (const text of ['"imported-1"', 'call_id=imported-1', 'imported-1.', '[imported-1]', 'call_id: "imported-1"']) {
      expect(readReferences(text, { anyId: true }).found.map(({ id }) => id)).toEqual(['imported-1']);
    }
  });

  it('any plain id, when asked for', () => {
    expect(readReferences('imported-1 file_7', { anyId: true }).found.map(({ id }) => id)).toEqual([
      'imported-1',
      'file_7',
    ]);
  });

  it('an address of the origins that are given', () => {
    const text = `http://127.0.0.1:4010/v1/calls/${call}`;
    expect(readReferences(text).bad[0]?.fault).toBe('other-site');
    expect(readReferences(text, { origins: ['http://127.0.0.1:4010'] }).found).toEqual([{ id: call, type: 'call' }]);
  });
});

describe('what does not', () => {
  it.each([
    ['billing', 'not-an-id'],
    [call.slice(1), 'not-an-id'],
    [`${call}:${other}`, 'not-an-id'],
    ['...', 'not-an-id'],
    ['call_id=', 'not-an-id'],
    ['https://', 'not-an-id'],
    [`javascript:alert(${call})`, 'not-an-id'],
    [`https://example.com/v1/calls/${call}`, 'other-site'],
    [`https://bland.ai.example.com/v1/calls/${call}`, 'other-site'],
    [`https://notbland.ai/v1/calls/${call}`, 'other-site'],
    [`http://api.bland.ai/v1/calls/${call}`, 'other-site'],
    [`https://api.bland.ai@example.com/${call}`, 'other-site'],
    ['https://app.bland.ai/dashboard/monitor/triage', 'no-id-in-address'],
    [`https://app.bland.ai/x/${call}/${other}`, 'several-ids-in-address'],
  ])('%s', (text, fault) => {
    expect(readReferences(text)).toEqual({ found: [], bad: [{ text, fault }] });
  });

  it('is named beside what does', () => {
    expect(readReferences(`${call} nonsense`)).toEqual({
      found: [{ id: call, type: null }],
      bad: [{ text: 'nonsense', fault: 'not-an-id' }],
    });
  });
});

describe('whatever is pasted', () => {
  it('every word is found, refused or a repetition, and only UUIDs are found', () => {
    const word = fc.oneof(
      fc.string(),
      fc.uuid(),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.uuid().map((id) => `https://api.bland.ai/v1/calls/${id}`),
    );
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(' ', ',', '\n', '; '), (words, between) => {
        const text = words.join(between);
        const { found, bad } = readReferences(text);
        for (const { id } of found) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        const tokens = text.split(/[\s,;]+/).filter((token) => token !== '');
        expect(found.length + bad.length).toBeLessThanOrEqual(tokens.length);
        expect(found.length + bad.length > 0).toBe(tokens.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('a UUID comes back from every address that is made of it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom('calls', 'recordings', 'sms/conversations'), (id, path) => {
        const { found, bad } = readReferences(`https://api.bland.ai/v1/${path}/${id}`);
        expect([found.map((one) => one.id), bad]).toEqual([[id], []]);
      }),
    );
  });
});
