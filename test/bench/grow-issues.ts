import { IssueStore } from '../../src/triage/issues/store.ts';
import { type Curve, type GrowthBench, timed } from './measure.ts';
import { apiOf } from './ours.ts';
import { startService } from './start-service.ts';

const sizes = [100, 1000, 10_000, 100_000];

/** All pages of a list of issues. */
export const growIssues: GrowthBench = {
  name: 'grow-issues',
  async grow() {
    const points: Curve['points'][number][] = [];
    for (const size of sizes) {
      const service = await startService({ issues: size });
      const api = apiOf(service.origin);
      const list = async (): Promise<void> => {
        const store = new IssueStore(api);
        await store.list.all(Infinity);
        if (store.list.items.length !== size)
          throw new Error(`${store.list.items.length} of ${size} issues were listed.`);
      };
      // Once for the service to make its pages.
      await list();
      points.push({ size, ms: await timed(list) });
      await api.close();
      await service.stop();
    }
    return { what: 'issues listed, page by page', points };
  },
};
