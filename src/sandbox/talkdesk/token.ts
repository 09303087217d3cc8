import { verify } from 'node:crypto';
import * as z from 'zod/mini';
import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { clientId, isSameText, type TalkdeskCredentials } from './credentials.ts';

const bearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const formFields = new Set(['grant_type', 'scope', 'client_assertion_type', 'client_assertion', 'client_id']);

/** POST /oauth/token: client credentials, by Basic authentication or a signed assertion (private_key_jwt). */
export const talkdeskToken: Routes = (app, { talkdesk }) => {
  app.post('/oauth/token', async (c) => {
    const type = c.req.header('content-type') ?? '';
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
      throw refuse(400, 'invalid_request', 'The body must be a form.');
    }
    const text = await c.req.text();
    const form = new URLSearchParams(text);
    const odd = [...form.keys()].find((name) => !formFields.has(name) || form.getAll(name).length > 1);
    if (odd !== undefined) throw refuse(400, 'invalid_request', `${odd} is not expected, or not twice.`);
    const fault = faultOfClient(talkdesk, c.req.header('authorization'), form);
    if (fault !== undefined) throw refuse(401, 'invalid_client', fault);
    if (form.get('grant_type') !== 'client_credentials') {
      throw refuse(400, 'unsupported_grant_type', 'The grant type must be client_credentials.');
    }
    const { scopes, token_seconds } = talkdesk.settings;
    const asked = form.get('scope')?.split(' ') ?? scopes;
    const lacking = asked.find((scope) => !scopes.includes(scope));
    if (lacking !== undefined) throw refuse(400, 'invalid_scope', `The client may not have the scope ${lacking}.`);
    c.header('cache-control', 'no-store');
    return c.json({
      access_token: talkdesk.issueToken(asked),
      token_type: 'Bearer',
      expires_in: token_seconds,
      scope: asked.join(' '),
    });
  });
};

/** Returns why a client is refused, as a sentence; undefined for one that is accepted. */
function faultOfClient(
  talkdesk: TalkdeskCredentials,
  authorization: string | undefined,
  form: URLSearchParams,
): string | undefined {
  const assertion = form.get('client_assertion');
  if (assertion === null) {
    const expected = Buffer.from(`${clientId}:${talkdesk.clientSecret}`).toString('base64');
    return isSameText(authorization ?? '', `Basic ${expected}`) ? undefined : 'The client id or the secret is wrong.';
  }
  if (authorization !== undefined) return 'A client proves itself in one way only.';
  if (form.get('client_assertion_type') !== bearerAssertion) return 'The client_assertion_type is not known.';
  return faultOfAssertion(talkdesk, assertion);
}

const headerSchema = z.object({ alg: z.string(), kid: z.string().check(z.minLength(1)) });
const claimsSchema = z.object({
  iss: z.literal(clientId),
  sub: z.literal(clientId),
  aud: z.string(),
  jti: z.string().check(z.minLength(1)),
  iat: z.int(),
  exp: z.int(),
});

const maxLifetimeSeconds = 5 * 60;
const clockSkewSeconds = 30;

/** Digests by the `alg` of an assertion; EdDSA needs none. */
const digests: Readonly<Record<string, string | null>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  EdDSA: null,
};

function faultOfAssertion(talkdesk: TalkdeskCredentials, assertion: string): string | undefined {
  const [head = '', body = '', signature = '', ...more] = assertion.split('.');
  if (more.length > 0) return 'client_assertion is not a JWT.';
  const header = parsePart(headerSchema, head);
  const claims = parsePart(claimsSchema, body);
  if (header === undefined) return 'client_assertion has no header with alg and kid.';
  const registered = talkdesk.publicKeys.get(header.kid);
  if (registered === undefined) return 'No public key has this kid.';
  const digest = digests[header.alg];
  if (header.alg !== registered.algorithm || digest === undefined) return 'The alg is not the one of the key.';
  const bytes = Buffer.from(`${head}.${body}`);
  const key = { key: registered.key, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(digest, bytes, key, Buffer.from(signature, 'base64url'))) return 'The signature is not valid.';
  if (claims === undefined) return 'The claims need iss and sub (the client), aud, jti, iat and exp.';
  if (claims.aud !== talkdesk.tokenUrl) return 'aud is not the token URL.';
  const now = Math.floor(Date.now() / 1000);
  if (claims.exp <= now || claims.iat > now + clockSkewSeconds) {
    return 'The assertion has expired or is not valid yet.';
  }
  if (claims.exp - claims.iat > maxLifetimeSeconds) return 'The assertion holds longer than five minutes.';
  for (const [jti, until] of talkdesk.usedAssertions) if (until <= now) talkdesk.usedAssertions.delete(jti);
  if (talkdesk.usedAssertions.has(claims.jti)) return 'The jti has been used before.';
  talkdesk.usedAssertions.set(claims.jti, claims.exp);
  return undefined;
}

function parsePart<Schema extends z.ZodMiniType>(schema: Schema, part: string): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

const refuse = (status: 400 | 401, code: string, message: string): Refusal =>
  new Refusal(status, code, message, 'oauth');
