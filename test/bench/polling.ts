import { startCallService } from './call-service.ts';
import type { Soaked } from './driver.ts';
import { connectionTo, inEditor } from './editor.ts';
import type { Bench } from './measure.ts';
import { quickly, readableExtension } from './own-extension.ts';

const hourMs = 60 * 60_000;
const panels = 5;
/** Milliseconds between two looks at a running call, and at issues. */
const intervals = { call: 5_000, issues: 60_000 };

/** One hour with five running calls and five issues open, on a clock that goes 100 times as fast. */
export const polling: Bench = {
  name: 'polling',
  async run() {
    const service = await startCallService({ calls: panels, messages: 60, running: true });
    const samples = await issueIds(service.origin, service.key);
    const extension = await readableExtension('quick');
    const env = connectionTo(service.origin, service.key);
    const counts = { call: 0, issues: 0 };
    const { heap } = await inEditor({ env, extension, size: { width: 2400, height: 1400 } }, async ({ driver }) => {
      const counting = setInterval(() => {
        void service.asked().then((asked) => {
          counts.call += asked.filter((one) => /^GET \/v1\/calls\/[^/]+$/.test(one)).length;
          counts.issues += asked.filter((one) => one === 'GET /v1/triage/issues').length;
        });
      }, 250);
      const soaked = await driver.run<Soaked>({
        do: 'soak',
        callIds: service.callIds,
        issueIds: samples.slice(0, panels),
        lasts: hourMs / quickly,
      });
      clearInterval(counting);
      return soaked;
    });
    await service.close();
    const most = { call: (panels * hourMs) / intervals.call, issues: hourMs / intervals.issues };
    // Ten more each for opening, which is not polling.
    if (counts.call === 0 || counts.call > most.call + 10 || counts.issues > most.issues + 10) {
      throw new Error(`Asked ${counts.call} times for calls and ${counts.issues} times for issues in an hour.`);
    }
    const [first = 0, ...later] = heap;
    return [
      {
        what: 'an hour of polling, ten pages open: heap at its end',
        unit: 'MB',
        ours: { median: later.at(-1) ?? 0, p95: Math.max(...later) },
        alternative: { what: 'at its start', median: first },
        target: { times: 1, plus: 8 },
      },
      {
        what: 'requests for five running calls meanwhile',
        unit: 'requests',
        ours: { median: counts.call, p95: null },
        alternative: { what: 'one every 5 s, answers taking no time', median: most.call },
        target: { times: 1 },
      },
      {
        what: 'requests for the list of issues meanwhile, with those of opening',
        unit: 'requests',
        ours: { median: counts.issues, p95: null },
        alternative: { what: 'one every 60 s', median: most.issues },
        target: { times: 1, plus: 10 },
      },
    ];
  },
};

async function issueIds(origin: string, authorization: string): Promise<readonly string[]> {
  const response = await fetch(`${origin}/v1/triage/issues`, { headers: { authorization } });
  const { data } = (await response.json()) as { readonly data: { readonly items: readonly { readonly id: string }[] } };
  return data.items.map(({ id }) => id);
}
