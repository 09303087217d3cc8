import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Activated } from './driver.ts';
import { connectionTo, inEditor, renewHost } from './editor.ts';
import { type Bench, figureOf } from './measure.ts';
import { idleExtension } from './own-extension.ts';

const rounds = 15;

/** Activation, and the first request after it, each in a new extension host. Needs a build (`npm run build`). */
export const activation: Bench = {
  name: 'activation',
  async run() {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"items":[]},"errors":null}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const requests = { ours: [] as number[], empty: [] as number[] };
    const activated = { ours: [] as number[], empty: [] as number[] };
    const extension = await idleExtension();
    await inEditor({ env: connectionTo(origin), extension }, async (editor) => {
      const measure = async (who: 'ours' | 'empty'): Promise<void> => {
        const arrived = once(server, 'request').then(() => performance.timeOrigin + performance.now());
        const { began, took } = await editor.driver.run<Activated>(
          who === 'ours'
            ? { do: 'activate', id: 'call-triage.call-triage' }
            : { do: 'activate', id: 'call-triage.bench-empty', request: origin },
        );
        activated[who].push(took);
        requests[who].push((await arrived) - began);
      };
      // Both in each host, by turns first, since a window takes seconds to load.
      for (let round = 0; round <= rounds; round += 1) {
        const order = round % 2 === 0 ? (['ours', 'empty'] as const) : (['empty', 'ours'] as const);
        for (const who of order) await measure(who);
        if (round < rounds) await renewHost(editor);
      }
    });
    const figures = (times: readonly number[]) => figureOf(times.slice(1));
    server.closeAllConnections();
    server.close();
    return [
      {
        what: 'activation in a new extension host',
        ours: figures(activated.ours),
        alternative: { what: 'an empty extension', median: figures(activated.empty).median },
        target: { times: 2 },
      },
      {
        what: 'activation → the first request arrives',
        ours: figures(requests.ours),
        alternative: {
          what: 'an empty extension and a bare request',
          median: figures(requests.empty).median,
        },
      },
    ];
  },
};
