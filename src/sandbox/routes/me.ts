import type { Routes } from '../http/context.ts';

/** GET /v1/me: the account behind the key, flat and without ids; good for checking a key. */
export const me: Routes = (app, { store }) => {
  app.get('/v1/me', async (c) =>
    c.json({
      status: 'active',
      billing: { current_balance: 100, refill_to: null },
      total_calls: (await store.read()).calls.length,
    }),
  );
};
