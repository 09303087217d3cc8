import type { Routes } from '../http/context.ts';
import { readBody } from '../http/body.ts';
import { faultSchema } from '../http/faults.ts';
import { seedState } from '../seed/index.ts';

/** The sandbox's own operations, beside the contract: its health, a fresh start, fault switches, the request log. */
export const switches: Routes = (app, { instance, store, faults, requests, found }) => {
  const counts = () => ({ calls: store.state.calls.length, issues: store.state.issues.length });

  app.get('/sandbox/health', (c) => c.json({ sandbox: true, instance, ...counts(), state: found }));

  app.post('/sandbox/reset', async (c) => {
    await store.change(() => ({ state: seedState(), result: undefined }));
    return c.json({ reset: true, ...counts() });
  });

  app.post('/sandbox/faults', async (c) => {
    faults.add(await readBody(c, faultSchema));
    return c.body(null, 204);
  });

  app.delete('/sandbox/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get('/sandbox/requests', (c) => c.json({ requests: requests.list() }));

  app.delete('/sandbox/requests', (c) => {
    requests.clear();
    return c.body(null, 204);
  });
};
