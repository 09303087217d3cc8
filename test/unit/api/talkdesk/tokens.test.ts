import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  ForbiddenError,
  InvalidKeyError,
  NetworkError,
  ResponseShapeError,
  ServerError,
  TokenRefusedError,
  UnauthorizedError,
} from '../../../../src/api/errors.ts';
import { parseClientSecret, parsePrivateKey, type SigningAlgorithm } from '../../../../src/api/talkdesk/endpoint.ts';
import { reset } from '../../../support/http.ts';
import { failure, failureOf } from '../setup.ts';
import { attachment, canary, formOf, talkdesk, token } from './setup.ts';

const noScope = { status: 400, json: { error: 'invalid_scope', error_description: 'The scope is not granted.' } };

describe('a token by Basic', () => {
  it('is asked for with id and secret in the header, and for the scopes that belong together', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: attachment });
    expect(await api.attachments.get('b7c1')).toMatchObject({ id: 'b7c1', size: 3, metadata: { issue: 'T-1042' } });
    const [asked, got] = server.requests;
    expect(asked).toMatchObject({ method: 'POST', path: '/oauth/token' });
    expect(asked?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(asked?.headers.authorization).toBe(`Basic ${btoa(`client-7:${canary}`)}`);
    expect(formOf(asked!)).toEqual({
      grant_type: 'client_credentials',
      scope: 'attachments:read attachments:download',
    });
    expect(got).toMatchObject({ method: 'GET', path: '/attachments/2023-03/b7c1' });
    expect(got?.headers.authorization).toBe('Bearer token-1');
  });

  it('is kept until shortly before it ends', async () => {
    const { server, api, clock } = await talkdesk();
    server.reply(token(), { json: attachment }, { json: attachment });
    await api.attachments.get('b7c1');
    clock.now += 3_539_000;
    await api.attachments.get('b7c1');
    server.reply(token({ access_token: 'token-2' }), { json: attachment });
    clock.now += 2_000;
    await api.attachments.get('b7c1');
    expect(server.requests.map(({ path }) => path).filter((path) => path === '/oauth/token')).toHaveLength(2);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('is asked for once by those that need it at the same time', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { json: attachment }, { json: attachment }, { json: attachment });
    await Promise.all([1, 2, 3].map(() => api.attachments.get('b7c1')));
    expect(server.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
  });

  it('is renewed once when the service does not take it', async () => {
    const { server, api } = await talkdesk();
    const no = { status: 401, json: { code: 'unauthorized', message: 'expired' } };
    server.reply(token(), no, token({ access_token: 'token-2' }), { json: attachment });
    await api.attachments.get('b7c1');
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
    server.reply(no, token(), no);
    await failureOf(UnauthorizedError, api.attachments.get('b7c1'));
    expect(server.left).toBe(0);
  });

  it('is asked for the one scope when the client may not have all', async () => {
    const { server, api } = await talkdesk();
    server.reply(noScope, token(), { json: attachment }, { json: attachment });
    await api.attachments.get('b7c1');
    await api.attachments.get('b7c1');
    const asked = server.requests.filter(({ path }) => path === '/oauth/token').map((one) => formOf(one)['scope']);
    expect(asked).toEqual(['attachments:read attachments:download', 'attachments:read']);
  });
});

describe('a missing scope is named', () => {
  it('when the token endpoint refuses it', async () => {
    const { server, api } = await talkdesk();
    server.reply(noScope, noScope);
    const error = await failureOf(ForbiddenError, api.uploadLinks.create('audio/wav'));
    expect(error).toMatchObject({
      requiredScope: 'attachments:request',
      serviceCode: 'invalid_scope',
      ambiguous: false,
    });
  });

  it('when the token that is given has fewer', async () => {
    const { server, api } = await talkdesk();
    server.reply(token({ scope: 'attachments:read' }), token({ scope: 'attachments:read' }));
    const error = await failureOf(ForbiddenError, api.downloadLinks.get('b7c1'));
    expect(error.requiredScope).toBe('attachments:download');
  });

  it('when the service refuses the request', async () => {
    const { server, api } = await talkdesk();
    server.reply(token(), { status: 403, json: { code: 'forbidden', message: 'no' } });
    const error = await failureOf(ForbiddenError, api.attachments.create({ name: 'a', request_id: 'r' }));
    expect(error.requiredScope).toBe('attachments:write');
  });
});

describe('no token', () => {
  it('for a wrong secret, and the secret is in no error and no log', async () => {
    const { server, api, log } = await talkdesk();
    server.reply({ status: 401, json: { error: 'invalid_client', error_description: `no ${canary}` } });
    const error = await failureOf(TokenRefusedError, api.attachments.get('b7c1'));
    expect(error).toMatchObject({ status: 401, serviceCode: 'invalid_client', message: 'no [redacted]' });
    expect(inspect([error, log])).not.toContain(canary);
  });

  it('has written nothing, however it was lost', async () => {
    const { server, api } = await talkdesk();
    server.reply(reset, { status: 503 }, { text: 'no token' });
    const create = () => api.attachments.create({ name: 'a', request_id: 'r' });
    expect(await failureOf(NetworkError, create())).toMatchObject({ ambiguous: false, sent: true });
    expect(await failureOf(ServerError, create())).toMatchObject({ ambiguous: false });
    expect(await failureOf(ResponseShapeError, create())).toMatchObject({ ambiguous: false });
  });
});

const pairs: [SigningAlgorithm, () => { privateKey: string; publicKey: string }][] = [
  ['ES256', () => pemPair('ec', { namedCurve: 'P-256' })],
  ['ES384', () => pemPair('ec', { namedCurve: 'P-384' })],
  ['RS256', () => pemPair('rsa', { modulusLength: 2048 })],
  ['EdDSA', () => pemPair('ed25519', {})],
];

describe('a token by signed assertion', () => {
  it.each(pairs)('signs with %s what the public key verifies', async (algorithm, make) => {
    const { privateKey, publicKey } = make();
    const { server, api } = await talkdesk({ kind: 'jwt', keyId: 'key-1', algorithm }, privateKey);
    server.reply(token(), { json: attachment });
    await api.attachments.get('b7c1');
    const [asked] = server.requests;
    expect(asked?.headers.authorization).toBeUndefined();
    const { client_assertion = '', ...form } = formOf(asked!);
    expect(form).toEqual({
      grant_type: 'client_credentials',
      scope: 'attachments:read attachments:download',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    const audience = `${server.origin}/oauth/token`;
    const verified = await jwtVerify(client_assertion, createPublicKey(publicKey), { audience, issuer: 'client-7' });
    expect(verified.protectedHeader).toMatchObject({ alg: algorithm, kid: 'key-1' });
    const { sub, jti, iat = 0, exp } = verified.payload;
    expect([sub, exp]).toEqual(['client-7', iat + 300]);
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes a key that fits its algorithm, and says no word of one that does not', () => {
    const { privateKey } = pemPair('ec', { namedCurve: 'P-256' });
    expect(parsePrivateKey(privateKey, 'ES256').type).toBe('private');
    for (const [pem, algorithm] of [
      [privateKey, 'ES384'],
      [privateKey, 'RS256'],
      ['-----BEGIN ENCRYPTED PRIVATE KEY-----\nQUFB', 'ES256'],
      [`hello ${canary}`, 'ES256'],
      [privateKey.slice(0, 80), 'ES256'],
    ] as const) {
      let error: unknown;
      try {
        parsePrivateKey(pem, algorithm);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(InvalidKeyError);
      expect(inspect([error])).not.toContain(pem.split('\n')[1] ?? canary);
    }
  });

  it('sends nothing when what is stored is no key', async () => {
    const { server, api } = await talkdesk({ kind: 'jwt', keyId: 'k', algorithm: 'ES256' }, canary);
    expect(await failure(api.attachments.get('b7c1'))).toBeInstanceOf(InvalidKeyError);
    expect(server.requests).toHaveLength(0);
  });
});

it('reads a client secret as it is pasted', () => {
  expect(parseClientSecret(`  ${canary}\n`)).toBe(canary);
  for (const bad of ['', '  ', 'two words', 'schlüssel', 'x'.repeat(5000)]) {
    expect(() => parseClientSecret(bad)).toThrow(InvalidKeyError);
  }
});

function pemPair(type: 'ec' | 'rsa' | 'ed25519', options: object): { privateKey: string; publicKey: string } {
  const made = generateKeyPairSync(type as 'ec', options as { namedCurve: string });
  return {
    privateKey: made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: made.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
