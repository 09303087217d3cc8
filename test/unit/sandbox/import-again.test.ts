import { expect, it } from 'vitest';
import { all, dataOf, sandbox, type Client, type FlagBody } from './support.ts';

const row = (text: string) => ({ id: 1, user: 'user', text, created_at: '2026-05-07T05:26:11.327+00:00' });
const call = (...texts: string[]) => ({ call_id: 'again', transcripts: texts.map(row) });

interface Answer {
  imported: { name: string; replaced: boolean }[];
  rejected: { name: string; reason: string }[];
  issue_id: string;
  unmatched_flags: { id: string; issue_id: string; call_id: string; message_index: number; message_text: string }[];
}

const importItems = async (client: Client, ...items: object[]): Promise<Answer> => {
  const answer = await client.post('/sandbox/import', { items });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Answer;
};
const importCall = async (client: Client, content: object) => await importItems(client, { name: 'a.json', content });

const addFlag = async (client: Client, issueId: string, at: object): Promise<FlagBody> =>
  dataOf(await client.post(`/v1/triage/issues/${issueId}/flags`, { call_id: 'again', type: 'dead_air', ...at }));

it('keeps all flags, and names those whose message is another one now', async () => {
  const client = await sandbox();
  const { issue_id } = await importCall(client, call('Hello.', 'Twice.', 'Bye.'));
  const stays = await addFlag(client, issue_id, { message_index: 0, message_text: 'Hello.' });
  const moved = await addFlag(client, issue_id, { message_index: 1, message_text: 'Twice.' });
  const gone = await addFlag(client, issue_id, { message_index: 2, message_text: 'Bye.' });
  const whole = await addFlag(client, issue_id, {});
  const again = await importCall(client, call('Hello.', 'Bye.'));
  expect(again).toMatchObject({ issue_id, imported: [{ replaced: true }] });
  expect(again.unmatched_flags).toEqual(
    [moved, gone].map(({ id, message_index, message_text }) => ({
      id,
      issue_id,
      call_id: 'again',
      type: 'dead_air',
      message_index,
      message_text,
    })),
  );
  const flags = await all<FlagBody>(client, `/v1/triage/issues/${issue_id}/flags`);
  expect(flags.map(({ id }) => id).toSorted()).toEqual([stays, moved, gone, whole].map(({ id }) => id).toSorted());
  // Of several files with the call, the last counts.
  const twice = await importItems(
    client,
    { name: 'other.json', content: call() },
    { name: 'same.json', content: call('Hello.', 'Twice.', 'Bye.') },
  );
  expect(twice.unmatched_flags).toEqual([]);
});

it('joins additions to a call of the same import, and to one that is there', async () => {
  const client = await sandbox();
  const corrected = [{ start: 0, end: 1, text: 'Hello.' }];
  const addition = (details: object, more: object = {}) => ({
    name: 'more.json',
    addition: { call_id: 'again', details, corrected: null, fills: false, ...more },
  });
  const first = await importItems(
    client,
    { name: 'a.json', content: { ...call('Hello.'), summary: 'Old.' } },
    addition({ summary: 'New.' }, { corrected }),
  );
  expect(first.imported.map(({ name, replaced }) => [name, replaced])).toEqual([
    ['a.json', false],
    ['more.json', true],
  ]);
  const second = await importItems(client, addition({ summary: 'Newest.', from: '+1' }, { fills: true }));
  expect(second.rejected).toEqual([]);
  expect((await client.get('/v1/calls/again')).body).toEqual({ ...call('Hello.'), summary: 'New.', from: '+1' });
  expect(dataOf(await client.get('/v1/calls/again/correct'))).toMatchObject({ corrected });
  const unknown = { name: 'lost.json', addition: { call_id: 'nobody', details: {}, corrected: null, fills: false } };
  expect(await importItems(client, unknown)).toMatchObject({
    imported: [],
    rejected: [{ name: 'lost.json', reason: 'Its call is not here.' }],
  });
});

it('attaches a conversation', async () => {
  const client = await sandbox();
  const details = { id: 'sms-1', user_number: '+15045550171', messages: [] };
  const { issue_id } = await importItems(client, { name: 'sms.json', conversation: { id: 'sms-1', details } });
  expect(dataOf(await client.get('/v1/sms/conversations/sms-1'))).toEqual(details);
  expect(await all(client, `/v1/triage/issues/${issue_id}/resources`)).toMatchObject([
    { resource_type: 'sms_conversation', resource_id: 'sms-1', title: 'SMS with +15045550171' },
  ]);
});

it('stores a recording with its call, serves it in parts, and replaces it', async () => {
  const client = await sandbox();
  const item = (bytes: Buffer, id = 'again') => ({
    bytes: { of: 'recording', id, type: 'audio/mpeg', base64: bytes.toString('base64') },
  });
  const [first, second] = [Buffer.alloc(1_500_000, 1), Buffer.alloc(900_000, 2)];
  await importItems(client, { name: 'a.json', content: { ...call(), record: false } }, item(first), item(second));
  const part = async (range: string) => {
    const headers = { authorization: client.key, range };
    const answer = await fetch(`${client.origin}/v1/recordings/again`, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, type: answer.headers.get('content-type'), bytes };
  };
  const crossing = await part('bytes=1499999-1500000');
  expect(crossing).toEqual({ status: 206, type: 'audio/mpeg', bytes: Buffer.from([1, 2]) });
  expect((await part('bytes=0-')).bytes.equals(Buffer.concat([first, second]))).toBe(true);
  expect((await client.get('/v1/calls/again')).body).toMatchObject({ record: true });
  // Importing the call alone keeps its recording; another file replaces it.
  await importCall(client, call('Hello.'));
  expect((await part('bytes=0-0')).bytes).toEqual(Buffer.from([1]));
  await importItems(client, item(Buffer.from([7, 8, 9])), item(Buffer.from([3]), 'nobody'));
  expect((await part('bytes=0-')).bytes).toEqual(Buffer.from([7, 8, 9]));
});

it('names the address of a recording elsewhere', async () => {
  const client = await sandbox();
  await importCall(client, { ...call(), recording_url: 'https://audio.example.com/1.wav' });
  expect((await client.get('/v1/recordings/again')).body).toMatchObject({
    errors: [{ error: 'CALL_RECORDING_NOT_FOUND' }],
  });
  expect((await client.get('/v1/calls/again/recording')).body).toMatchObject({
    url: 'https://audio.example.com/1.wav',
  });
});
