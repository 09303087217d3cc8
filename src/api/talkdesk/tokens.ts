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

/** Documented lifetime of an assertion, seconds. */
const assertionLifetime = 5 * 60;

/**
 * Signs the assertion that authenticates a client (private_key_jwt): `iss` and `sub` are the client, `aud` is the token URL.
 *
 * @throws InvalidKeyError if the stored key does not fit the algorithm
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
  /** Time from which a new token is requested, milliseconds since the epoch. */
  readonly staleAt: number;
  readonly scopes: readonly string[];
}

export interface TokensOptions {
  readonly endpoint: () => Promise<TalkdeskEndpoint>;
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A token is renewed this many milliseconds before it expires, or when a tenth of its lifetime is left. */
const marginMs = 60_000;

/**
 * Access tokens by client credentials, kept in memory until shortly before they expire. The scopes of an upload or download
 * are requested together, or one by one if the client has only some of them.
 */
export class Tokens {
  readonly #options: TokensOptions;
  readonly #tokens = new Map<string, Promise<Token>>();
  readonly #pending = new Map<string, Promise<Token>>();
  #holder = '';

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /**
   * Returns a token with a scope.
   *
   * @throws TokenRefusedError; ForbiddenError with `requiredScope` if the client may not have the scope; NetworkError,
   *   TimeoutError, ServerError, RateLimitError, ResponseShapeError
   */
  async get(scope: Scope): Promise<string> {
    const endpoint = await this.#options.endpoint();
    this.#forgetIfChanged(endpoint);
    const group = scopeGroups[scope];
    const known = (await this.#cached(group, scope)) ?? (await this.#cached([scope], scope));
    if (known !== undefined) return known.text;
    try {
      return (await this.#renew(endpoint, group, scope)).text;
    } catch (error) {
      // The client may have this scope but not the others.
      if (!(error instanceof ForbiddenError)) throw error;
      return (await this.#renew(endpoint, [scope], scope)).text;
    }
  }

  /** Drops the tokens, which the service has rejected. */
  forget(): void {
    this.#tokens.clear();
    this.#pending.clear();
  }

  /** Returns the token for these scopes, waiting for one that is being requested, if it is valid and has the scope. */
  async #cached(group: readonly Scope[], scope: Scope): Promise<Token | undefined> {
    const { now = Date.now } = this.#options;
    const token = await this.#tokens.get(group.join(' '))?.catch(() => undefined);
    return token !== undefined && token.staleAt > now() && token.scopes.includes(scope) ? token : undefined;
  }

  /** Requests a token, once for all that need it meanwhile. */
  async #renew(endpoint: TalkdeskEndpoint, group: readonly Scope[], scope: Scope): Promise<Token> {
    const name = group.join(' ');
    let request = this.#pending.get(name);
    if (request === undefined) {
      request = this.#request(endpoint, name, scope).finally(() => this.#pending.delete(name));
      this.#pending.set(name, request);
      this.#tokens.set(name, request);
    }
    const token = await request;
    if (!token.scopes.includes(scope)) throw missingScope(scope, endpoint, 'The token that was given lacks it.');
    return token;
  }

  async #request(endpoint: TalkdeskEndpoint, scope: string, needed: Scope): Promise<Token> {
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
    const secrets = [secret, headers['authorization'] ?? '', form.get('client_assertion') ?? ''];
    if (response.status !== 200) throw tokenError(response, endpoint, needed, secrets);
    const token = readToken(response, endpoint);
    const lifeMs = Math.max(0, token.expires_in) * 1000;
    return {
      text: token.access_token,
      staleAt: now() + lifeMs - Math.min(marginMs, lifeMs / 10),
      // Without `scope`, all requested scopes were granted (RFC 6749, 5.1).
      scopes: (token.scope ?? scope).split(/\s+/),
    };
  }

  /** Drops the tokens if address, client or secret have changed. */
  #forgetIfChanged({ baseUrl, tokenUrl, clientId, secret }: TalkdeskEndpoint): void {
    const holder = JSON.stringify([baseUrl, tokenUrl, clientId, secret]);
    if (holder === this.#holder) return;
    this.#holder = holder;
    this.forget();
  }
}

/** Identifies the request in errors. It writes nothing. */
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

/** Converts an error of OAuth: `{ error, error_description }` with 400 or 401. */
function tokenError(
  { status, headers, body }: TransportResponse,
  endpoint: TalkdeskEndpoint,
  needed: Scope,
  secrets: readonly string[],
): Error {
  const read = readErrorBody(new TextDecoder().decode(body), secrets);
  const ref = refOf(endpoint);
  const message = read.message ?? read.code ?? `The token endpoint answered ${status}.`;
  const facts = { status, serviceCode: read.code, message };
  if (read.code === 'invalid_scope' || status === 403) return missingScope(needed, endpoint, message);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], Date.now());
  if (status === 429) return new RateLimitError({ ...facts, retryAfterMs }, ref);
  if (status >= 500) return new ServerError(facts, ref);
  return new TokenRefusedError(message, ref, status, read.code);
}

function missingScope(scope: Scope, endpoint: TalkdeskEndpoint, message: string): ForbiddenError {
  return new ForbiddenError(
    { status: 403, serviceCode: 'invalid_scope', message, requiredScope: scope },
    refOf(endpoint),
  );
}
