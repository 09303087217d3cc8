import { diagnose, type Diagnosis } from '../api/diagnose.ts';
import { InvalidKeyError, NotFoundError } from '../api/errors.ts';
import type { TalkdeskEndpoint } from '../api/talkdesk/endpoint.ts';
import { createTalkdeskApi } from '../api/talkdesk/index.ts';
import { Tokens } from '../api/talkdesk/tokens.ts';
import type { Services } from '../editor/services.ts';
import { NoKeyError } from '../triage/sessions/errors.ts';

/** No attachment has this ID: asking for it shows that the service accepts the token, and changes nothing. */
const unusedId = '00000000-0000-4000-8000-000000000000';

/** Tests a Talkdesk connection stage by stage: first the token endpoint, then the service. */
export async function testTalkdesk(services: Services, connectionId: string, signal?: AbortSignal): Promise<Diagnosis> {
  const { network } = services;
  const { baseUrl, tokenUrl } = services.connections.talkdesk(connectionId);
  const endpoint = (): Promise<TalkdeskEndpoint> =>
    services.connections.talkdeskEndpoint(connectionId).catch((error: unknown) => {
      // A missing secret is a result of the test, after all the stages before it.
      throw error instanceof NoKeyError ? new InvalidKeyError(error.message, 'missing') : error;
    });
  const [api, token] =
    baseUrl === null || tokenUrl === null
      ? await endpoint().then((own) => [own.baseUrl, own.tokenUrl] as const)
      : [new URL(baseUrl), new URL(tokenUrl)];
  const options = { key: undefined, transport: network.transport, plan: (url: URL) => network.plan(url), signal };
  const tokens = new Tokens({ endpoint, transport: network.transport });
  const first = await diagnose({
    ...options,
    baseUrl: token.origin,
    checkKey: async () => void (await tokens.get('attachments:read')),
  });
  if (!first.ok) return first;
  return diagnose({
    ...options,
    baseUrl: api,
    async checkKey({ log, retry }) {
      const { attachments } = createTalkdeskApi({ endpoint, transport: network.transport, log, retry });
      await attachments.get(unusedId, { signal }).catch((error: unknown) => {
        if (!(error instanceof NotFoundError) || error.html) throw error;
      });
    },
  });
}
