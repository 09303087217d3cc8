import { verify } from 'node:crypto';
import * as z from 'zod/mini';
import { clientId, type Desk } from './desk.ts';

const header = z.object({ alg: z.string(), kid: z.string().check(z.minLength(1)) });
const claims = z.object({
  iss: z.literal(clientId),
  sub: z.literal(clientId),
  aud: z.string(),
  jti: z.string().check(z.minLength(1)),
  iat: z.int(),
  exp: z.int(),
});

/** The longest that an assertion may hold, seconds, and how far clocks may differ. */
const longest = 5 * 60;
const skew = 30;

const hashes: Readonly<Record<string, string | null>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  EdDSA: null,
};

/** Reads a client assertion (private_key_jwt). @returns why it is refused, as a sentence; undefined when it is good */
export function faultOfAssertion(desk: Desk, assertion: string): string | undefined {
  const [head = '', body = '', signature = '', ...more] = assertion.split('.');
  if (more.length > 0) return 'client_assertion is not a JWT.';
  const said = parse(header, head);
  const claimed = parse(claims, body);
  if (said === undefined) return 'client_assertion has no header with alg and kid.';
  const registered = desk.publicKeys.get(said.kid);
  if (registered === undefined) return 'No public key has this kid.';
  const hash = hashes[said.alg];
  if (said.alg !== registered.algorithm || hash === undefined) return 'The alg is not the one of the key.';
  const bytes = Buffer.from(`${head}.${body}`);
  const key = { key: registered.key, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(hash, bytes, key, Buffer.from(signature, 'base64url'))) return 'The signature is not valid.';
  if (claimed === undefined) return 'The claims need iss and sub (the client), aud, jti, iat and exp.';
  if (claimed.aud !== desk.tokenUrl) return 'aud is not the token URL.';
  const now = Math.floor(Date.now() / 1000);
  if (claimed.exp <= now || claimed.iat > now + skew) return 'The assertion has expired or is not valid yet.';
  if (claimed.exp - claimed.iat > longest) return 'The assertion holds longer than five minutes.';
  for (const [jti, until] of desk.usedAssertions) if (until <= now) desk.usedAssertions.delete(jti);
  if (desk.usedAssertions.has(claimed.jti)) return 'The jti has been used before.';
  desk.usedAssertions.set(claimed.jti, claimed.exp);
  return undefined;
}

function parse<Schema extends z.ZodMiniType>(schema: Schema, part: string): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(part, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}
