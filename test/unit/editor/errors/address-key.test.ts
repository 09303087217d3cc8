// What a person reads about an address, a key or a secret that cannot be used: never the sentence for scripts.
import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseBaseUrl } from '../../../../src/api/address.ts';
import { parseKey } from '../../../../src/api/key.ts';
import { parseClientSecret, parsePrivateKey } from '../../../../src/api/talkdesk/endpoint.ts';
import { parsePresigned } from '../../../../src/api/talkdesk/object-storage.ts';
import { explain } from '../../../../src/editor/errors/explain.ts';
import { explainSetting } from '../../../../src/editor/errors/setting.ts';
import { readConnections } from '../../../../src/triage/sessions/connection.ts';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function sentenceOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    return explain(error).sentence;
  }
  throw new Error('Nothing was refused.');
}

test.each([
  ['', 'Enter an address.'],
  ['https://a b.example', 'An address has no spaces, line breaks or backslashes.'],
  ['api.bland.ai', 'An address starts with https://, as in https://api.bland.ai.'],
  ['https://[::1', 'Not a valid address. It looks like https://api.bland.ai.'],
  ['ftp://a.example', 'An address starts with https://. Other protocols are not supported.'],
  ['https://u:p@a.example', 'The address must not contain a user name or password.'],
  ['https://a.example?x=1', 'The address must not contain a query (?) or fragment (#).'],
  ['http://a.example', 'http:// would send the API key to a.example unencrypted. Use https://.'],
])('the address %j', (text, sentence) => {
  expect(sentenceOf(() => parseBaseUrl(text))).toBe(sentence);
  const settings = [
    { id: 'a', kind: 'bland', baseUrl: text },
    { id: 'a', kind: 'talkdesk', clientId: 'c', baseUrl: text, tokenUrl: text },
  ];
  for (const entry of settings) {
    expect(readConnections([entry], {}).problems.map(explainSetting)).toEqual([`Connection "a": ${sentence}`]);
  }
});

const desk = { id: 'a', kind: 'talkdesk', clientId: 'c', account: 'acme' };

test.each([
  [{ id: 'a', kind: 'bland', baseUrl: 7 }, '"baseUrl" must be an address, as text.'],
  [
    { id: 'a', kind: 'bland', dashboardUrl: 'http://a.example' },
    '"dashboardUrl" must be an https:// address without a user name.',
  ],
  [{ ...desk, clientId: 'a b' }, '"clientId" must have 1 to 200 characters without spaces.'],
  [{ ...desk, auth: 'oauth' }, '"auth" must be "basic" or "jwt".'],
  [{ ...desk, auth: 'jwt' }, '"keyId" is required with "auth": "jwt".'],
  [
    { ...desk, auth: 'jwt', keyId: 'k', algorithm: 'none' },
    '"algorithm" must be one of ES256, ES384, ES512, RS256, RS384, RS512, EdDSA.',
  ],
  [{ ...desk, baseUrl: 'https://a.example' }, '"tokenUrl" must be an address, as text.'],
  [{ ...desk, account: 'a.b' }, '"account" must be the name before .talkdeskid.com: letters, digits and dashes.'],
  [{ ...desk, region: 'Mars' }, /^Connection "a": "region" must be one of US, /],
])('the entry %j', (entry, sentence) => {
  const said = readConnections([entry], {}).problems.map(explainSetting);
  expect(said).toEqual([
    typeof sentence === 'string' ? `Connection "a": ${sentence}` : expect.stringMatching(sentence),
  ]);
});

test.each([
  ['', 'Enter an API key.'],
  ['a b', 'An API key has no spaces or line breaks. Paste the key alone.'],
  ['ä', 'An API key has ASCII characters only.'],
  ['k'.repeat(5000), 'The text is too long for an API key.'],
])('the key %j', (text, sentence) => {
  expect(sentenceOf(() => parseKey(text))).toBe(sentence);
});

test.each([
  ['', 'Enter a client secret.'],
  ['a b', 'A client secret has ASCII characters only, and no spaces or line breaks.'],
  ['k'.repeat(5000), 'The text is too long for a client secret.'],
])('the client secret %j', (text, sentence) => {
  expect(sentenceOf(() => parseClientSecret(text))).toBe(sentence);
});

test.each([
  ['ENCRYPTED', 'The private key is encrypted with a passphrase. Choose one without.'],
  ['no key', 'The file contains no private key (-----BEGIN PRIVATE KEY-----).'],
  [pem, "The private key does not match the connection's algorithm."],
])('the private key %#', (text, sentence) => {
  expect(sentenceOf(() => parsePrivateKey(text, 'ES256'))).toBe(sentence);
});

test('an address that the service gave', () => {
  expect(sentenceOf(() => parsePresigned('?'))).toBe('The service returned an invalid address for the file.');
  const insecure = 'Not loaded: the address of the file is not secure (a.example).';
  expect(sentenceOf(() => parsePresigned('http://a.example/x'))).toBe(insecure);
});
