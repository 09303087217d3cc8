import { createHmac, createPublicKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { Refusal } from '../http/answers.ts';

/** Everything that a client may ask for. */
export const allScopes = [
  'attachments:request',
  'attachments:write',
  'attachments:read',
  'attachments:download',
] as const;

/** The client that may sign in: with the sandbox's key as its secret, or with assertions once it has a public key. */
export const clientId = 'sandbox';

export interface DeskSettings {
  /** How long tokens and addresses hold, seconds. */
  readonly token_seconds: number;
  readonly upload_link_seconds: number;
  readonly download_link_seconds: number;
  /** How long an attachment can be made from an upload, seconds. */
  readonly request_seconds: number;
  /** What the client may have. */
  readonly scopes: readonly string[];
}

export const usualSettings: DeskSettings = {
  token_seconds: 3600,
  upload_link_seconds: 900,
  download_link_seconds: 600,
  request_seconds: 3600,
  scopes: allScopes,
};

/** Who may ask Talkdesk's side for what. Tokens and addresses end with the process, as their signing key is random. */
export class Desk {
  readonly #signingKey = randomBytes(32);
  readonly #port: () => number;
  readonly clientSecret: string;
  settings: DeskSettings = usualSettings;
  /** Public keys for signed assertions, by `kid`. */
  readonly publicKeys = new Map<string, { readonly algorithm: string; readonly key: KeyObject }>();
  /** `jti`s that were used, with the second in which they end. */
  readonly usedAssertions = new Map<string, number>();

  constructor(clientSecret: string, port: () => number) {
    this.clientSecret = clientSecret;
    this.#port = port;
  }

  get tokenUrl(): string {
    return `http://127.0.0.1:${this.#port()}/oauth/token`;
  }

  register(kid: string, algorithm: string, pem: string): void {
    this.publicKeys.set(kid, { algorithm, key: createPublicKey(pem) });
  }

  /** Another origin than the API's, as a storage is. */
  address(method: 'PUT' | 'GET', key: string, seconds: number): string {
    const until = Math.floor(Date.now() / 1000) + seconds;
    const url = new URL(`http://localhost:${this.#port()}/talkdesk-storage/${key}`);
    url.searchParams.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
    url.searchParams.set('X-Amz-Expires', String(seconds));
    url.searchParams.set('X-Until', String(until));
    url.searchParams.set('X-Amz-Signature', this.#sign(`${method} ${key} ${until}`));
    return url.href;
  }

  /** @throws Refusal as a storage does it: for another signature, an address that has ended, or an authorization */
  checkAddress(c: Context, method: 'PUT' | 'GET', key: string): void {
    const refuse = (status: 400 | 403, code: string, message: string) => new Refusal(status, code, message, 'xml');
    if (c.req.header('authorization') !== undefined) {
      throw refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed; no Authorization header is taken here.');
    }
    const { searchParams } = new URL(c.req.url);
    const until = searchParams.get('X-Until') ?? '';
    const signature = searchParams.get('X-Amz-Signature') ?? '';
    if (!same(signature, this.#sign(`${method} ${key} ${until}`))) {
      throw refuse(403, 'SignatureDoesNotMatch', 'The request signature does not match.');
    }
    if (Number(until) * 1000 <= Date.now()) throw refuse(403, 'AccessDenied', 'Request has expired');
  }

  token(scopes: readonly string[]): string {
    const until = Math.floor(Date.now() / 1000) + this.settings.token_seconds;
    const said = Buffer.from(JSON.stringify({ scopes, until, nonce: randomBytes(6).toString('hex') })).toString(
      'base64url',
    );
    return `${said}.${this.#sign(said)}`;
  }

  /** @throws Refusal 401 for no token of ours or one that has ended, 403 for one without the scope */
  require(c: Context, scope: (typeof allScopes)[number]): void {
    const [, said = '', signature = ''] = /^Bearer ([\w-]+)\.([\w-]+)$/.exec(c.req.header('authorization') ?? '') ?? [];
    const unauthorized = new Refusal(
      401,
      'unauthorized',
      'The access token is missing, invalid or expired.',
      'talkdesk',
    );
    if (!same(signature, this.#sign(said))) throw unauthorized;
    const { scopes, until } = JSON.parse(Buffer.from(said, 'base64url').toString()) as {
      scopes: string[];
      until: number;
    };
    if (until * 1000 <= Date.now()) throw unauthorized;
    if (scopes.includes(scope) && this.settings.scopes.includes(scope)) return;
    throw new Refusal(403, 'forbidden', 'The access token has not the right scope.', 'talkdesk');
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#signingKey).update(text).digest('base64url');
  }
}

export function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
