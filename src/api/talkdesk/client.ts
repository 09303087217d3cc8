import type { Answer } from '../answer.ts';
import { type Client, type ClientRequest, createClient } from '../client.ts';
import { ForbiddenError, UnauthorizedError } from '../errors.ts';
import type { RequestLog } from '../request-log.ts';
import type { RetryOptions } from '../retry.ts';
import type { Timeouts, Transport } from '../transport.ts';
import type { TalkdeskEndpoint } from './endpoint.ts';
import type { Scope } from './scopes.ts';
import type { Tokens } from './tokens.ts';

export interface TalkdeskOptions {
  /** Returns the current address, client and secret; called for each request. */
  readonly endpoint: () => Promise<TalkdeskEndpoint>;
  readonly transport: Transport;
  readonly log?: RequestLog | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Sends requests with an access token for the scope of their operation. */
export interface TalkdeskClient {
  /**
   * @throws every class of errors.ts; a ForbiddenError names the scope that the operation needs
   */
  request(scope: Scope, request: ClientRequest): Promise<Answer>;
  close(): Promise<void>;
}

export function createTalkdeskClient(options: TalkdeskOptions, tokens: Tokens): TalkdeskClient {
  const { endpoint, transport, log, retry, timeouts } = options;
  const clients = new Map<Scope, Client>();

  const clientFor = (scope: Scope): Client => {
    const existing = clients.get(scope);
    if (existing !== undefined) return existing;
    const client = createClient({
      baseUrl: async () => (await endpoint()).baseUrl,
      key: async (origin) =>
        (await endpoint()).baseUrl.origin === origin ? `Bearer ${await tokens.get(scope)}` : undefined,
      transport,
      log,
      retry,
      timeouts,
    });
    clients.set(scope, client);
    return client;
  };

  return {
    async request(scope, request) {
      const client = clientFor(scope);
      try {
        try {
          return await client.request(request);
        } catch (error) {
          if (!(error instanceof UnauthorizedError) || error.ambiguous) throw error;
          // A token may be revoked before it expires. A 401 means that a write was not done, so it is repeated once with a
          // new token.
          tokens.forget();
          return await client.request(request);
        }
      } catch (error) {
        throw error instanceof ForbiddenError ? withScope(error, scope) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** Adds the missing scope, which the service does not name. */
function withScope(error: ForbiddenError, scope: Scope): ForbiddenError {
  if (error.requiredScope !== null || error.request === null) return error;
  const { status, serviceCode, message, details } = error;
  return new ForbiddenError({ status, serviceCode, message, details, requiredScope: scope }, error.request);
}
