import { type HeapProfiler, Session } from 'node:inspector/promises';
import { Agent, request } from 'undici';
import { IssueStore } from '../../src/triage/issues/store.ts';
import { type Bench, byTurns, timed } from './measure.ts';
import { apiOf } from './ours.ts';
import { startService } from './start-service.ts';

const rounds = 15;
const count = 1000;
/** As many as the list asks for at a time. */
const pageSize = 50;

/** Lists as the issues view does, page by page. */
async function listOurs(api: ReturnType<typeof apiOf>): Promise<void> {
  const { list } = new IssueStore(api);
  await list.all(Infinity);
  if (list.items.length !== count) throw new Error(`${list.items.length} of ${count} issues were listed.`);
}

interface BarePage {
  readonly data: { readonly items: readonly object[]; readonly next_cursor: string | null };
}

async function listBare(origin: string, dispatcher: Agent): Promise<void> {
  const items: object[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const after = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await request(`${origin}/v1/triage/issues?limit=${pageSize}${after}`, { dispatcher });
    const page = JSON.parse(await body.text()) as BarePage;
    items.push(...page.data.items);
    cursor = page.data.next_cursor;
  }
  if (items.length !== count) throw new Error(`${items.length} of ${count} issues were listed.`);
}

/** Returns the megabytes that are allocated on the heap while the work goes on, by V8's own samples. */
async function allocated(work: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 2048,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await work();
  const { profile } = await session.post('HeapProfiler.stopSampling');
  session.disconnect();
  return sizeOf(profile.head) / 1024 ** 2;
}

function sizeOf({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}

/** A list of 1,000 issues, 20 pages. */
export const list1000: Bench = {
  name: 'list-1000',
  async run() {
    const service = await startService({ issues: count });
    const api = apiOf(service.origin);
    const dispatcher = new Agent();
    const ours = () => listOurs(api);
    const bare = () => listBare(service.origin, dispatcher);
    const times = await byTurns(
      rounds,
      () => timed(ours),
      () => timed(bare),
    );
    const bytes = await byTurns(
      rounds,
      () => allocated(ours),
      () => allocated(bare),
    );
    await api.close();
    await dispatcher.close();
    await service.stop();
    const what = 'undici and `JSON.parse`';
    return [
      {
        what: '1,000 issues listed, 20 pages',
        ours: times.ours,
        alternative: { what, median: times.alternative.median },
        target: { times: 1.25 },
      },
      {
        what: 'allocated meanwhile',
        unit: 'MB',
        ours: bytes.ours,
        alternative: { what, median: bytes.alternative.median },
        target: { times: 1.5 },
      },
    ];
  },
};
