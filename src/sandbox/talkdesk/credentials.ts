import { createHmac, createPublicKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { Refusal } from '../http/answers.ts';

/** The scopes of the attachments operations. */
export const allScopes = [
  'attachments:request',
  'attachments:write',
  'attachments:read',
  'attachments:download',
] as const;

/** The one client there is: its secret is the sandbox's key, and it may register public keys for assertions. */
export const clientId = 'sandbox';

export interface TalkdeskSettings {
  /** Lifetimes of tokens and presigned addresses, in seconds. */
  readonly token_seconds: number;
  readonly upload_link_seconds: number;
  readonly download_link_seconds: number;
  /** Seconds after its upload link in which an attachment can be created. */
  readonly request_seconds: number;
  /** Scopes granted to the client. */
  readonly scopes: readonly string[];
}

export const defaultSettings: TalkdeskSettings = {
  token_seconds: 3600,
  upload_link_seconds: 900,
  download_link_seconds: 600,
  request_seconds: 3600,
  scopes: allScopes,
};

/** Issues and checks access tokens and presigned addresses. The signing key is random: none outlives the process. */
export class TalkdeskCredentials {
  readonly #signingKey = randomBytes(32);
  readonly #port: () => number;
  readonly clientSecret: string;
  settings: TalkdeskSettings = defaultSettings;
  /** Public keys for signed assertions, by `kid`. */
  readonly publicKeys = new Map<string, { readonly algorithm: string; readonly key: KeyObject }>();
  /** Used `jti`s and when their assertions expire, in seconds since 1970. */
  readonly usedAssertions = new Map<string, number>();

  constructor(clientSecret: string, port: () => number) {
    this.clientSecret = clientSecret;
    this.#port = port;
  }

  get tokenUrl(): string {
    return `http://127.0.0.1:${this.#port()}/oauth/token`;
  }

  registerPublicKey(kid: string, algorithm: string, pem: string): void {
    this.publicKeys.set(kid, { algorithm, key: createPublicKey(pem) });
  }

  issueToken(scopes: readonly string[]): string {
    const until = Math.floor(Date.now() / 1000) + this.settings.token_seconds;
    const claims = JSON.stringify({ scopes, until, nonce: randomBytes(6).toString('hex') });
    const payload = Buffer.from(claims).toString('base64url');
    return `${payload}.${this.#sign(payload)}`;
  }

  /** @throws Refusal 401 for an invalid or expired token, 403 for one without the scope */
  requireScope(c: Context, scope: (typeof allScopes)[number]): void {
    const [, payload = '', signature = ''] =
      /^Bearer ([\w-]+)\.([\w-]+)$/.exec(c.req.header('authorization') ?? '') ?? [];
    const message = 'The access token is missing, invalid or expired.';
    const unauthorized = new Refusal(401, 'unauthorized', message, 'talkdesk');
    if (!isSameText(signature, this.#sign(payload))) throw unauthorized;
    const { scopes, until } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      scopes: string[];
      until: number;
    };
    if (until * 1000 <= Date.now()) throw unauthorized;
    if (scopes.includes(scope) && this.settings.scopes.includes(scope)) return;
    throw new Refusal(403, 'forbidden', 'The access token has not the right scope.', 'talkdesk');
  }

  /** Returns a presigned address of the storage. Its origin is not the API's, as with the service. */
  presign(method: 'PUT' | 'GET', key: string, seconds: number): string {
    const until = Math.floor(Date.now() / 1000) + seconds;
    const url = new URL(`http://localhost:${this.#port()}/talkdesk-storage/${key}`);
    url.searchParams.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
    url.searchParams.set('X-Amz-Expires', String(seconds));
    url.searchParams.set('X-Until', String(until));
    url.searchParams.set('X-Amz-Signature', this.#sign(`${method} ${key} ${until}`));
    return url.href;
  }

  /** @throws Refusal in the storage's words: wrong signature, expired address, or an `authorization` header */
  checkPresigned(c: Context, method: 'PUT' | 'GET', key: string): void {
    const refuse = (status: 400 | 403, code: string, message: string) => new Refusal(status, code, message, 'xml');
    if (c.req.header('authorization') !== undefined) {
      throw refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed; no Authorization header is taken here.');
    }
    const { searchParams } = new URL(c.req.url);
    const until = searchParams.get('X-Until') ?? '';
    const signature = searchParams.get('X-Amz-Signature') ?? '';
    if (!isSameText(signature, this.#sign(`${method} ${key} ${until}`))) {
      throw refuse(403, 'SignatureDoesNotMatch', 'The request signature does not match.');
    }
    if (Number(until) * 1000 <= Date.now()) throw refuse(403, 'AccessDenied', 'Request has expired');
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#signingKey).update(text).digest('base64url');
  }
}

/** Compares two secrets in constant time. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
