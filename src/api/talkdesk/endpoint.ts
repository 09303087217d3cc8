import { createPrivateKey, type KeyObject } from 'node:crypto';
import { InvalidKeyError } from '../errors.ts';

/** Credentials of an OAuth client: its secret, or a key that signs assertions. */
export type TalkdeskAuth =
  | { readonly kind: 'basic' }
  | { readonly kind: 'jwt'; readonly keyId: string; readonly algorithm: SigningAlgorithm };

/** Algorithms of a signed assertion. */
export const signingAlgorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'EdDSA'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** Everything that a request to Talkdesk depends on. */
export interface TalkdeskEndpoint {
  readonly baseUrl: URL;
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly auth: TalkdeskAuth;
  /** The client's secret, or its private key as PEM. */
  readonly secret: string;
}

const maxSecretLength = 4096;

/** Parses a pasted client secret. @throws InvalidKeyError whose message never contains it */
export function parseClientSecret(text: string): string {
  const secret = text.trim();
  if (secret === '') throw new InvalidKeyError('The client secret is empty.', 'missing', 'client-secret');
  if (secret.length > maxSecretLength)
    throw new InvalidKeyError('The client secret is too long.', 'length', 'client-secret');
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new InvalidKeyError(
      'The client secret contains a space, a line break or a sign outside ASCII.',
      'characters',
      'client-secret',
    );
  }
  return secret;
}

/**
 * Parses a private key in PEM (PKCS#8 or older) and checks that it can sign with the algorithm.
 *
 * @throws InvalidKeyError whose message never contains it
 */
export function parsePrivateKey(pem: string, algorithm: SigningAlgorithm): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw new InvalidKeyError(
      'The private key is encrypted with a passphrase. Choose one without.',
      'encrypted',
      'private-key',
    );
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new InvalidKeyError(
      'The file holds no private key in PEM (-----BEGIN PRIVATE KEY-----).',
      'not-pem',
      'private-key',
    );
  }
  if (!canSign(key, algorithm)) {
    throw new InvalidKeyError(`The private key cannot sign with ${algorithm}.`, 'algorithm', 'private-key');
  }
  return key;
}

const curves: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' };

function canSign({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, algorithm: SigningAlgorithm): boolean {
  if (algorithm === 'EdDSA') return asymmetricKeyType === 'ed25519';
  if (algorithm.startsWith('ES')) return asymmetricKeyDetails?.namedCurve === curves[algorithm];
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}
