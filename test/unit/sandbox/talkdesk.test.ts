import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readExample } from '../../support/contract/examples.ts';
import { type Client, clientOf, folder, sandbox } from './support.ts';

type Body = Record<string, unknown>;

/** Makes a client of the sandbox's Talkdesk side. @param scope default: all */
async function signIn(client: Client, scope?: string) {
  const asked = await tokenOf(client, scope);
  const token = String((asked.body as Body)['access_token']);
  const call = clientOf({ origin: client.origin, key: `Bearer ${token}` });
  return { ...call, token };
}

async function tokenOf(client: Client, scope?: string, more: Record<string, string> = {}, secret = client.key) {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(scope === undefined ? {} : { scope }),
    ...more,
  });
  const basic = `Basic ${btoa(`sandbox:${secret}`)}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: basic,
  };
  return client.call('POST', '/oauth/token', form.toString(), headers);
}

interface Link {
  readonly request_id: string;
  readonly url: string;
}

async function linkOf(own: Pick<Client, 'post'>, types = ['text/plain']): Promise<Link> {
  return (await own.post('/attachments/2023-03/upload-link', { allowed_mime_types: types })).body as Link;
}

const put = (url: string, body = 'hello', headers: Record<string, string> = { 'content-type': 'text/plain' }) =>
  fetch(url, { method: 'PUT', body, headers });

async function uploaded(own: Pick<Client, 'post'>): Promise<string> {
  const { url, request_id } = await linkOf(own);
  expect((await put(url)).status).toBe(200);
  return request_id;
}

const fields = (...named: [string, string][]) => ({
  code: 'validation_error',
  message: 'The request is not valid.',
  fields: named.map(([name, description]) => ({ name, description })),
});

describe('a token', () => {
  it('is given for the sandbox key as the secret, with the scopes that were asked for', async () => {
    const client = await sandbox();
    const answer = await tokenOf(client, 'attachments:read attachments:write');
    expect(answer).toMatchObject({ status: 200 });
    const kind = { token_type: 'Bearer', expires_in: 3600 };
    expect(answer.body).toMatchObject({ ...kind, scope: 'attachments:read attachments:write' });
    const all = 'attachments:request attachments:write attachments:read attachments:download';
    expect((await tokenOf(client)).body).toMatchObject({ scope: all });
  });

  it('is refused in words of OAuth', async () => {
    const client = await sandbox();
    const wrong = [
      [await tokenOf(client, undefined, {}, 'wrong'), 401, 'invalid_client'],
      [await tokenOf(client, 'attachments:delete'), 400, 'invalid_scope'],
      [await tokenOf(client, undefined, { extra: '1' }), 400, 'invalid_request'],
      [await tokenOf(client, undefined, { grant_type: 'password' }), 400, 'unsupported_grant_type'],
      [await client.post('/oauth/token', { grant_type: 'client_credentials' }), 400, 'invalid_request'],
    ] as const;
    for (const [answer, status, error] of wrong) {
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({ error, error_description: expect.any(String) });
    }
  });

  it('is given for an assertion whose signature and claims are right, once', async () => {
    const client = await sandbox();
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    const key = { kid: 'k1', algorithm: 'ES256', public_key: pem };
    expect((await client.call('PUT', '/sandbox/talkdesk/keys', key)).status).toBe(200);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: 'sandbox', sub: 'sandbox', aud: `${client.origin}/oauth/token`, iat: now, exp: now + 300 };
    const ask = async (claims: object, signer = privateKey, kid = 'k1') => {
      const jwt = await new SignJWT({ jti: crypto.randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(signer);
      return send(jwt);
    };
    const send = async (jwt: string) => {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt,
      });
      const response = await fetch(`${client.origin}/oauth/token`, { method: 'POST', body: form });
      return response.status;
    };
    expect(await ask(good)).toBe(200);
    for (const claims of [
      { ...good, iss: 'other' },
      { ...good, sub: 'other' },
      { ...good, aud: client.origin },
      { ...good, exp: now - 1 },
      { ...good, exp: now + 400 },
      { ...good, jti: '' },
    ]) {
      expect(await ask(claims), JSON.stringify(claims)).toBe(401);
    }
    expect(await ask(good, other)).toBe(401);
    expect(await ask(good, privateKey, 'k2')).toBe(401);
    const jwt = await new SignJWT({ ...good, jti: 'once' })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);
    expect([await send(jwt), await send(jwt)]).toEqual([200, 401]);
    expect(await send('no.jwt')).toBe(401);
  });

  it('ends, and so does a scope that is taken away', async () => {
    const client = await sandbox();
    await client.call('PUT', '/sandbox/talkdesk', { token_seconds: 0 });
    const own = await signIn(client);
    expect((await own.get('/attachments/2023-03/x')).body).toMatchObject({ code: 'unauthorized' });
    await client.call('PUT', '/sandbox/talkdesk', { scopes: ['attachments:write'] });
    expect((await tokenOf(client, 'attachments:read')).body).toMatchObject({ error: 'invalid_scope' });
    expect((await (await signIn(client)).get('/attachments/2023-03/x')).status).toBe(403);
  });
});

describe('who may ask', () => {
  it('carries a token with the scope of the operation, and nothing else', async () => {
    const client = await sandbox();
    const operations = [
      ['POST', '/attachments/2023-03/upload-link', 'attachments:request', { allowed_mime_types: ['a/b'] }],
      ['POST', '/attachments/2023-03', 'attachments:write', { name: 'a', request_id: 'r' }],
      ['GET', '/attachments/2023-03/x', 'attachments:read', undefined],
      ['GET', '/attachments/2023-03/x/download-link', 'attachments:download', undefined],
    ] as const;
    for (const [method, path, scope, body] of operations) {
      for (const authorization of ['', client.key, `Bearer ${client.key}`, 'Bearer a.b']) {
        const answer = await client.call(method, path, body, { authorization });
        expect([answer.status, answer.body], path).toMatchObject([401, { code: 'unauthorized', fields: [] }]);
      }
      const others = operations.map(([, , one]) => one).filter((one) => one !== scope);
      const without = await signIn(client, others.join(' '));
      expect((await without.call(method, path, body)).status, path).toBe(403);
      expect([401, 403], path).not.toContain((await (await signIn(client, scope)).call(method, path, body)).status);
    }
  });

  it('may not ask for anything else with such a token', async () => {
    const client = await sandbox();
    const own = await signIn(client);
    expect((await own.get('/v1/me')).status).toBe(401);
    expect((await own.get('/sandbox/health')).status).toBe(401);
  });
});

describe('an attachment', () => {
  it('is made from what was uploaded, is found, and comes back', async () => {
    const client = await sandbox();
    const own = await signIn(client);
    const request_id = await uploaded(own);
    const wanted = { name: 'T-1042 call.txt', request_id, metadata: { issue: 'T-1042', messages: [3] } };
    const made = await own.post('/attachments/2023-03', wanted);
    expect(made.status).toBe(200);
    const { id, ...rest } = made.body as Body;
    expect(rest).toMatchObject({
      name: wanted.name,
      state: 'active',
      size: 5,
      type: 'text/plain',
      metadata: wanted.metadata,
    });
    expect((await own.get(`/attachments/2023-03/${String(id)}`)).body).toEqual(made.body);
    const link = (await own.get(`/attachments/2023-03/${String(id)}/download-link`)).body as Body;
    expect(link['expire_time']).toBe(600);
    const got = await fetch(String(link['url']));
    expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([200, 'text/plain', 'hello']);
    expect((await own.get('/attachments/2023-03/nobody')).body).toMatchObject({ code: 'not_found' });
    expect((await own.get('/attachments/2023-03/nobody/download-link')).status).toBe(404);
  });

  it('is made by the sample of the reference page', async () => {
    const { method, path, request } = readExample('talkdesk-create-attachment');
    const own = await signIn(await sandbox());
    const made = await own.call(method, path, { ...request, request_id: await uploaded(own) });
    const { name, metadata } = request;
    expect(made).toMatchObject({ status: 200, body: { name, metadata } });
  });

  it('has a name of its own, and its upload makes one attachment', async () => {
    const client = await sandbox();
    const own = await signIn(client);
    const create = async (name: string, request_id: string) => own.post('/attachments/2023-03', { name, request_id });
    const first = await uploaded(own);
    const made = await create('a.txt', first);
    expect((await create('a.txt', first)).body).toEqual(made.body);
    expect((await create('b.txt', first)).body).toEqual(fields(['request_id', 'has been used']));
    const second = await uploaded(own);
    const conflict = await create('a.txt', second);
    expect([conflict.status, conflict.body]).toMatchObject([409, { code: 'conflict', fields: [{ name: 'name' }] }]);
    expect((await create('b.txt', second)).status).toBe(200);
  });

  it('is not made from what is not there', async () => {
    const client = await sandbox();
    const own = await signIn(client);
    const create = async (body: unknown) => (await own.post('/attachments/2023-03', body)).body;
    const { request_id } = await linkOf(own);
    expect(await create({ name: 'a', request_id: 'r' })).toEqual(fields(['request_id', 'is not known']));
    expect(await create({ name: 'a', request_id })).toEqual(fields(['request_id', 'has no uploaded file yet']));
    const done = await uploaded(own);
    await client.call('PUT', '/sandbox/talkdesk', { request_seconds: 0 });
    expect(await create({ name: 'a', request_id: done })).toEqual(fields(['request_id', 'has expired']));
    expect(await create({ request_id: 'r', more: 1 })).toEqual(
      fields(['name', 'must be a string'], ['more', 'is not a known name']),
    );
    expect(await create({ name: 'a/b', request_id: 'r' })).toEqual(fields(['name', 'has the wrong form']));
  });

  it('outlives the sandbox, with its bytes', async () => {
    const directory = await folder();
    const first = await sandbox({ directory });
    const request_id = await uploaded(await signIn(first));
    const half = await uploaded(await signIn(first));
    const { body } = await (await signIn(first)).post('/attachments/2023-03', { name: 'a.txt', request_id });
    await first.close();
    const second = await sandbox({ directory });
    const own = await signIn(second);
    const id = String((body as Body)['id']);
    const link = (await own.get(`/attachments/2023-03/${id}/download-link`)).body as Body;
    expect(await (await fetch(String(link['url']))).text()).toBe('hello');
    expect((await own.post('/attachments/2023-03', { name: 'b.txt', request_id: half })).status).toBe(200);
  });
});

describe('a presigned address', () => {
  it('is on another origin, and takes no authorization', async () => {
    const client = await sandbox();
    const { url } = await linkOf(await signIn(client));
    expect(new URL(url).origin).not.toBe(client.origin);
    for (const authorization of [client.key, `Bearer ${(await signIn(client)).token}`]) {
      const refused = await put(url, 'x', { 'content-type': 'text/plain', authorization });
      expect([refused.status, await refused.text()]).toMatchObject([400, expect.stringContaining('InvalidArgument')]);
    }
    expect((await put(url)).status).toBe(200);
  });

  it('holds for its method, its key, its type and its time', async () => {
    const client = await sandbox();
    const own = await signIn(client);
    const { url } = await linkOf(own);
    const code = async (response: Promise<Response>) => {
      const { status, text } = await response.then(async (one) => ({ status: one.status, text: await one.text() }));
      return [status, /<Code>(\w+)/.exec(text)?.[1]];
    };
    expect(await code(fetch(url))).toEqual([403, 'SignatureDoesNotMatch']);
    const other = (await linkOf(own)).request_id;
    expect(await code(put(url.replace(/[^/]+(?=\?)/, other)))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await code(put(url.replace(/X-Until=\d/, 'X-Until=9')))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await code(put(url, 'x', { 'content-type': 'image/png' }))).toEqual([403, 'SignatureDoesNotMatch']);
    await client.call('PUT', '/sandbox/talkdesk', { upload_link_seconds: 0 });
    const ended = await put((await linkOf(own)).url);
    expect([ended.status, await ended.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });
});
