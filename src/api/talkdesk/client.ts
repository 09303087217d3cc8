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
  /** Asked for each request: address, client and secret as they are now. */
  readonly endpoint: () => Promise<TalkdeskEndpoint>;
  readonly transport: Transport;
  readonly log?: RequestLog | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Sends requests that carry a token with the scope of their operation. */
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

  const clientOf = (scope: Scope): Client => {
    const known = clients.get(scope);
    if (known !== undefined) return known;
    const made = createClient({
      baseUrl: async () => (await endpoint()).baseUrl,
      key: async (origin) =>
        (await endpoint()).baseUrl.origin === origin ? `Bearer ${await tokens.get(scope)}` : undefined,
      transport,
      log,
      retry,
      timeouts,
    });
    clients.set(scope, made);
    return made;
  };

  return {
    async request(scope, request) {
      const client = clientOf(scope);
      try {
        try {
          return await client.request(request);
        } catch (error) {
          if (!(error instanceof UnauthorizedError) || error.ambiguous) throw error;
          // A token can end before its time, and then also a write was certainly not done. Once: what does not take a new
          // one either will not take the next.
          tokens.forget();
          return await client.request(request);
        }
      } catch (error) {
        throw error instanceof ForbiddenError ? naming(error, scope) : error;
      }
    },
    close: () => transport.close(),
  };
}

/** The service does not say which scope it misses. */
function naming(error: ForbiddenError, scope: Scope): ForbiddenError {
  if (error.requiredScope !== null || error.request === null) return error;
  const { status, serviceCode, message, details } = error;
  return new ForbiddenError({ status, serviceCode, message, details, requiredScope: scope }, error.request);
}
