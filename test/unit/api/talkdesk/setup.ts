import type { RequestLogEntry } from '../../../../src/api/request-log.ts';
import type { TalkdeskAuth, TalkdeskEndpoint } from '../../../../src/api/talkdesk/endpoint.ts';
import { createTalkdeskApi, type TalkdeskApi } from '../../../../src/api/talkdesk/index.ts';
import type { Received, Reply, ScriptedServer } from '../../../support/http.ts';
import { server, transport } from '../setup.ts';

/** Looks like a secret, and is searched for in everything that is logged or thrown. */
export const canary = 'tdsecret_canary91c2d84b60';

export interface TalkdeskBench {
  readonly server: ScriptedServer;
  readonly api: TalkdeskApi;
  readonly log: RequestLogEntry[];
  /** Set to move time on, milliseconds since the epoch. */
  readonly clock: { now: number };
}

export const attachment = {
  id: 'b7c1',
  name: 'call.wav',
  state: 'active',
  size: 3,
  type: 'audio/wav',
  metadata: { issue: 'T-1042' },
  provider: { odd: true },
  _links: { self: { href: 'https://acme.talkdesk.com/assets/b7c1' } },
};

export const token = (more: object = {}): Reply => ({
  json: { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600, ...more },
});

export async function talkdesk(auth: TalkdeskAuth = { kind: 'basic' }, secret = canary): Promise<TalkdeskBench> {
  const started = await server();
  const log: RequestLogEntry[] = [];
  const clock = { now: Date.now() };
  const endpoint: TalkdeskEndpoint = {
    baseUrl: started.url,
    tokenUrl: new URL('/oauth/token', started.url),
    clientId: 'client-7',
    auth,
    secret,
  };
  const api = createTalkdeskApi({
    endpoint: async () => endpoint,
    transport: transport(),
    log: (entry) => log.push(entry),
    retry: { maxAttempts: 1 },
    now: () => clock.now,
  });
  return { server: started, api, log, clock };
}

/** What a request for a token said. */
export const formOf = ({ body }: Received): Record<string, string> => Object.fromEntries(new URLSearchParams(body));
