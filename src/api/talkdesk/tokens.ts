import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { orElse, text } from '../bland/lenient.ts';
import { readErrorBody } from '../error-body.ts';
import {
  ForbiddenError,
  RateLimitError,
  type RequestRef,
  ResponseShapeError,
  ServerError,
  TokenRefusedError,
} from '../errors.ts';
import { parseRetryAfter } from '../retry.ts';
import type { Transport, TransportResponse } from '../transport.ts';
import { type TalkdeskEndpoint, parsePrivateKey } from './endpoint.ts';
import { type Scope, scopeGroups } from './scopes.ts';

/** Lifetime of an assertion as Talkdesk documents it, seconds. */
const assertionLifetime = 5 * 60;

/**
 * Signs the assertion that authenticates a client (private_key_jwt): `iss` and `sub` are the client, `aud` is the token URL.
 *
 * @throws InvalidKeyError when the stored key does not fit the algorithm
 */
async function clientAssertion(endpoint: TalkdeskEndpoint, now: Date): Promise<string> {
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
    .setExpirationTime(issuedAt + assertionLifetime)
    .sign(key);
}

const tokenSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: orElse(z.number(), 600),
  scope: text,
});

interface Token {
  readonly text: string;
  /** Time of the next request for a token, milliseconds since the epoch. */
  readonly staleAt: number;
  readonly scopes: readonly string[];
}

export interface TokensOptions {
  readonly endpoint: () => Promise<TalkdeskEndpoint>;
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A token is renewed this long before it ends, or when a tenth of its time is left; milliseconds. */
const marginMs = 60_000;

/**
 * Access tokens by client credentials, kept in memory until shortly before they end. Asks for what belongs together, so
 * that an upload takes one token; a client that may do only part of it gets a token for that part.
 */
export class Tokens {
  readonly #options: TokensOptions;
  readonly #known = new Map<string, Promise<Token>>();
  readonly #asking = new Map<string, Promise<Token>>();
  #issuedTo = '';

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /**
   * A token that carries a scope.
   *
   * @throws TokenRefusedError; ForbiddenError with `requiredScope` when the client may not have the scope; NetworkError,
   *   TimeoutError, ServerError, RateLimitError, ResponseShapeError
   */
  async get(scope: Scope): Promise<string> {
    const endpoint = await this.#options.endpoint();
    this.#forgetOthers(endpoint);
    const group = scopeGroups[scope];
    const known = (await this.#kept(group, scope)) ?? (await this.#kept([scope], scope));
    if (known !== undefined) return known.text;
    try {
      return (await this.#fresh(endpoint, group, scope)).text;
    } catch (error) {
      // It may not have all of them; perhaps it may have this one.
      if (!(error instanceof ForbiddenError)) throw error;
      return (await this.#fresh(endpoint, [scope], scope)).text;
    }
  }

  /** The service does not take the tokens any more. */
  forget(): void {
    this.#known.clear();
    this.#asking.clear();
  }

  /** A token that is kept for these scopes, or on its way, when it carries the one that is needed. */
  async #kept(group: readonly Scope[], scope: Scope): Promise<Token | undefined> {
    const { now = Date.now } = this.#options;
    const token = await this.#known.get(group.join(' '))?.catch(() => undefined);
    return token !== undefined && token.staleAt > now() && token.scopes.includes(scope) ? token : undefined;
  }

  /** Asks for a token. Who needs one meanwhile waits for the same. */
  async #fresh(endpoint: TalkdeskEndpoint, group: readonly Scope[], scope: Scope): Promise<Token> {
    const name = group.join(' ');
    let asked = this.#asking.get(name);
    if (asked === undefined) {
      asked = this.#ask(endpoint, name, scope).finally(() => this.#asking.delete(name));
      this.#asking.set(name, asked);
      this.#known.set(name, asked);
    }
    const token = await asked;
    if (!token.scopes.includes(scope)) throw lacking(scope, endpoint, 'The token that was given lacks it.');
    return token;
  }

  async #ask(endpoint: TalkdeskEndpoint, scope: string, needed: Scope): Promise<Token> {
    const { transport, now = Date.now } = this.#options;
    const { tokenUrl, auth, clientId, secret } = endpoint;
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const headers: Record<string, string> = {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'call-triage',
    };
    if (auth.kind === 'basic') {
      headers['authorization'] = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
    } else {
      form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      form.set('client_assertion', await clientAssertion(endpoint, new Date(now())));
    }
    const request = { method: 'POST', url: tokenUrl, writes: false, headers, body: form.toString() } as const;
    const response = await transport.send({ ...request, maxBytes: 1024 * 1024 });
    const hidden = [secret, headers['authorization'] ?? '', form.get('client_assertion') ?? ''];
    if (response.status !== 200) throw refusal(response, endpoint, needed, hidden);
    const token = readToken(response, endpoint);
    const lifeMs = Math.max(0, token.expires_in) * 1000;
    return {
      text: token.access_token,
      staleAt: now() + lifeMs - Math.min(marginMs, lifeMs / 10),
      // All that were asked for, when the answer does not say.
      scopes: (token.scope ?? scope).split(/\s+/),
    };
  }

  /** Another address or another secret: what was given for the one before does not count. */
  #forgetOthers({ baseUrl, tokenUrl, clientId, secret }: TalkdeskEndpoint): void {
    const holder = JSON.stringify([baseUrl, tokenUrl, clientId, secret]);
    if (holder === this.#issuedTo) return;
    this.#issuedTo = holder;
    this.forget();
  }
}

/** A request for a token that is lost has written nothing. */
const refOf = ({ tokenUrl }: TalkdeskEndpoint): RequestRef => ({
  method: 'POST',
  path: tokenUrl.pathname,
  writes: false,
});

function readToken(response: TransportResponse, endpoint: TalkdeskEndpoint): z.output<typeof tokenSchema> {
  try {
    return z.parse(tokenSchema, JSON.parse(new TextDecoder().decode(response.body)));
  } catch {
    throw new ResponseShapeError('The token endpoint answered something that is no token.', refOf(endpoint), 200);
  }
}

/** OAuth's errors: `{ error, error_description }` with 400 or 401. */
function refusal(
  { status, headers, body }: TransportResponse,
  endpoint: TalkdeskEndpoint,
  needed: Scope,
  secrets: readonly string[],
): Error {
  const read = readErrorBody(new TextDecoder().decode(body), secrets);
  const ref = refOf(endpoint);
  const message = read.message ?? read.code ?? `The token endpoint answered ${status}.`;
  const facts = { status, serviceCode: read.code, message };
  if (read.code === 'invalid_scope' || status === 403) return lacking(needed, endpoint, message);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
  if (status === 429) return new RateLimitError({ ...facts, retryAfterMs }, ref);
  if (status >= 500) return new ServerError(facts, ref);
  return new TokenRefusedError(message, ref, status, read.code);
}

function lacking(scope: Scope, endpoint: TalkdeskEndpoint, message: string): ForbiddenError {
  return new ForbiddenError(
    { status: 403, serviceCode: 'invalid_scope', message, requiredScope: scope },
    refOf(endpoint),
  );
}
