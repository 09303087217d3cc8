import * as z from 'zod/mini';
import type { Routes } from '../http/context.ts';
import { readBody } from '../http/body.ts';
import { faultSchema } from '../http/fault-schema.ts';
import { seedKinds, seedState } from '../seed/index.ts';
import { samplesIn } from '../state/samples.ts';
import { bindingReadings, type State } from '../state/schema.ts';

const account = z.strictObject({
  seed: z.optional(z.enum(seedKinds)),
  enterprise: z.optional(z.boolean()),
  bindings: z.optional(z.enum(bindingReadings)),
});

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

  // Without a body: as the sandbox was started.
  app.post('/sandbox/reset', async (c) => {
    const given = Number(c.req.header('content-length') ?? 0) === 0 ? undefined : await readBody(c, account);
    return c.json({ reset: true, ...counts(await store.reset(given)) });
  });

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
