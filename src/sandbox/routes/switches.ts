import type { Routes } from '../http/context.ts';
import { readBody } from '../http/body.ts';
import { faultSchema } from '../http/fault-schema.ts';
import { seedState } from '../seed/index.ts';
import { samplesIn } from '../state/samples.ts';
import type { State } from '../state/schema.ts';

/** The sandbox's own operations: health, reset, removal of the sample data, fault switches and request log. */
export const switches: Routes = (app, { store, faults, requests }) => {
  const counts = ({ calls, issues }: State) => ({ calls: calls.length, issues: issues.length });

  app.get('/sandbox/health', async (c) => {
    const state = await store.read();
    return c.json({
      sandbox: true,
      ...counts(state),
      samples: samplesIn(state, seedState()),
      state: store.origin,
    });
  });

  app.post('/sandbox/reset', async (c) => c.json({ reset: true, ...counts(await store.reset()) }));

  app.delete('/sandbox/samples', async (c) => c.json(counts(await store.removeSamples())));

  app.post('/sandbox/faults', async (c) => {
    await faults.add(await readBody(c, faultSchema));
    return c.body(null, 204);
  });

  app.delete('/sandbox/faults', async (c) => {
    await faults.clear();
    return c.body(null, 204);
  });

  app.get('/sandbox/requests', (c) => c.json({ requests: requests.list() }));

  app.delete('/sandbox/requests', (c) => {
    requests.clear();
    return c.body(null, 204);
  });
};
