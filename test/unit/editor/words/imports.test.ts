import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noteSentence, refusalSentence } from '../../../../src/editor/words/imports.ts';
import { readFile } from '../../../../src/triage/calls/import/read-file.ts';

const cases = path.resolve(import.meta.dirname, '../../../fixtures/cases');
const sentencesOf = (bytes: Uint8Array): string[] =>
  readFile(bytes).flatMap((item) => (item.kind === 'refused' ? [refusalSentence(item)] : []));

describe('a file that cannot be read', () => {
  it.each([
    ['07b-windows-1252.json', 'Not valid UTF-8 at byte 456; save the file as UTF-8.'],
    ['08-comments.json', 'Not valid JSON (line 4, column 28): comments are not allowed.'],
    ['08e-truncated.json', 'Not valid JSON (line 1, column 878): the file is cut off.'],
  ])('%s says why', (name, sentence) => {
    expect(sentencesOf(readFileSync(path.join(cases, name)))).toEqual([sentence]);
  });

  it.each([
    ['', 'Not valid JSON (line 1, column 1): the file is empty.'],
    ['{"a": 1,}', 'Not valid JSON (line 1, column 9): a trailing comma is not allowed.'],
    ['{"a": NaN}', 'Not valid JSON (line 1, column 7): NaN is not a JSON value.'],
    ['<html>', 'Not valid JSON (line 1, column 1): it looks like HTML or XML.'],
    [
      'HTTP/2 200\r\n\r\n{',
      'Not valid JSON (line 1, column 1): it starts with HTTP headers, as "curl -i" prints them.',
    ],
    ["{'a': 1}", 'Not valid JSON (line 1, column 2): text needs straight double quotes.'],
    ['{"a": "x\ny"}', 'Not valid JSON (line 1, column 9): a line break or control character is not escaped.'],
    ['{a: 1}', 'Not valid JSON (line 1, column 2).'],
  ])('%j says where and why', (text, sentence) => {
    expect(sentencesOf(Buffer.from(text))).toEqual([sentence]);
  });

  it('of UTF-16 without its mark, and of UTF-32, says so', () => {
    expect(sentencesOf(Buffer.from('{}', 'utf16le'))).toEqual([
      'Not valid JSON (line 1, column 2): it looks like UTF-16 without a byte order mark.',
    ]);
    expect(sentencesOf(Uint8Array.from([0xff, 0xfe, 0, 0]))).toEqual([
      'UTF-32 is not supported; save the file as UTF-8.',
    ]);
  });
});

describe('content that is no call', () => {
  const deep = JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`) as unknown;
  it.each<[unknown, string]>([
    [{}, 'There are no calls in it.'],
    [[], 'There are no calls in it.'],
    [7, 'Not a JSON object.'],
    [{ data: [] }, 'data: There are no calls in it.'],
    [deep, 'Nested more than 200 levels deep.'],
    [{ name: 'x', version: '1' }, 'Not a call of any supported platform (fields: name, version).'],
    [
      { data: null, errors: [{ error: 'CALL_NOT_FOUND', message: 'Call not found' }] },
      'The answer of a failed request: Call not found',
    ],
    [{ status: 'error', message: 'Bad key' }, 'The answer of a failed request: Bad key'],
    [{ error: { code: 'VERSION_NOT_FOUND', message: 'No version' } }, 'The answer of a failed request: No version'],
    [{ call_id: 'c', transcripts: 'user: Hi' }, '"transcripts" is not a list.'],
    [{ call_id: '', transcripts: [] }, '"call_id" is empty.'],
    [{ call_id: { a: 1 }, transcripts: [] }, '"call_id" is not text.'],
    [{ call_id: '../x', transcripts: [] }, '"call_id" has characters that an ID cannot have.'],
    [{ call_id: 'x'.repeat(201), transcripts: [] }, '"call_id" is longer than 200 characters.'],
    [{ call_id: 'c', url: 'https://x', payload: null }, 'Looks like a Bland webhook log without "payload".'],
    [{ call_id: 'c', from: '1' }, 'Looks like a Bland call without "transcripts".'],
    [{ id: 'i', triage_id: 'T-1042', title: 'x' }, 'Looks like a Bland triage issue, which is not a call.'],
    [{ status: 'success', event_stream_data: [] }, 'Looks like Bland call logs (event stream), which is not a call.'],
    [
      { data: [{ call_id: 'c', user_id: 'u', objective: 'x' }] },
      'data[0]: Looks like a Bland active call without "transcripts".',
    ],
    [{ conversation_id: 's', channel: 'sms' }, 'Looks like a Bland SMS conversation without "messages".'],
    [{ id: 'v', type: 'webCall' }, 'Looks like a Vapi call without "messages".'],
    [{ call_id: 'r', call_status: 'ended' }, 'Looks like a Retell call without "transcript_object".'],
    [{ conversation_id: 'e', agent_id: 'a', has_audio: true }, 'Looks like an ElevenLabs call without "transcript".'],
    [{ sid: `GT${'0'.repeat(32)}`, account_sid: 'AC' }, 'Looks like a Twilio call without "sentences".'],
    [{ metadata: { request_id: 'd' }, results: { channels: [] } }, 'Looks like a Deepgram call without "channels".'],
    [
      { id: 'a', audio_url: 'https://x', text: null, utterances: null },
      'Looks like an AssemblyAI call without "utterances".',
    ],
    [{ id: 'x', model: 'm', choices: [] }, 'Looks like an OpenAI completion, which is not a call.'],
    [{ info: {}, item: [] }, 'Looks like a Postman collection, which is not a call.'],
    [{ log: { entries: [] } }, 'Looks like a HAR file, which is not a call.'],
    [[{ call_id: 'ok', transcripts: [] }, { note: 1 }], '[1]: Not a call of any supported platform (fields: note).'],
    [{ headers: {}, body: '{"call_id": "c",' }, 'body: Not valid JSON (line 1, column 17): the file is cut off.'],
  ])('%j says what it is and what is missing', (content, sentence) => {
    expect(sentencesOf(Buffer.from(JSON.stringify(content)))).toEqual([sentence]);
  });

  it('says on which line it stands, where each line is a value', () => {
    const lines = [{ call_id: 'a', transcripts: [] }, { name: 'x' }, { data: [7] }].map((one) => JSON.stringify(one));
    expect(sentencesOf(Buffer.from(lines.join('\n')))).toEqual([
      'Line 2: Not a call of any supported platform (fields: name).',
      'Line 3, data[0]: Not a JSON object.',
    ]);
  });

  it('names the call that an addition lacks', () => {
    const place = { line: 1, path: '' };
    const about = (callId: string | null) =>
      refusalSentence({ reason: { kind: 'no-call', what: 'pathway-events', callId }, place });
    expect(about('c-9')).toBe('Pathway events of call c-9, which has not been imported.');
    expect(about(null)).toBe('Pathway events without a call ID; name the file after the call.');
  });
});

it('says what in a call was read otherwise than it was written', () => {
  expect(noteSentence({ kind: 'approximate-index' })).toBe(
    'Only "concatenated_transcript" is given: message numbers are approximate.',
  );
  expect(noteSentence({ kind: 'no-transcript' })).toBe('No transcript in this file.');
  expect(noteSentence({ kind: 'empty-rows', rows: [1, 4] })).toBe('Unreadable messages are shown empty: #1, #4.');
  const entries = Array.from({ length: 12 }, (_, at) => at);
  expect(noteSentence({ kind: 'left-out', entries })).toBe(
    'Entries that are not messages were left out: #0, #1, #2, #3, #4, #5, #6, #7, #8, #9, ….',
  );
  expect(noteSentence({ kind: 'unknown-speakers', speakers: ['Speaker 0'] })).toBe(
    'Not known to be caller or agent: Speaker 0.',
  );
  expect(noteSentence({ kind: 'unknown-speakers', speakers: [] })).toBe('Who speaks is not given.');
});
