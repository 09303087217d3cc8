import { randomUUID } from 'node:crypto';
import { parsePrivateKey, type TalkdeskEndpoint } from './endpoint.ts';

/** How long an assertion holds, seconds: what the documentation asks for. */
const lifetime = 5 * 60;

/**
 * The signed statement by which a client asks for a token (private_key_jwt): `iss` and `sub` are the client, `aud` is the
 * token URL.
 *
 * @throws InvalidKeyError when what is stored is no key for the algorithm
 */
export async function clientAssertion(endpoint: TalkdeskEndpoint, now: Date): Promise<string> {
  const { auth, clientId, secret, tokenUrl } = endpoint;
  if (auth.kind !== 'jwt') throw new TypeError('this client does not sign');
  const key = parsePrivateKey(secret, auth.algorithm);
  const { SignJWT } = await import('jose/jwt/sign');
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: auth.algorithm, kid: auth.keyId, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl.href)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .sign(key);
}
