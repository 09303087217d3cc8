import * as z from 'zod/mini';
import { data } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery, wholeNumber } from '../http/query.ts';
import { personaView, requirePersona } from '../state/personas.ts';

const query = { page: z._default(wholeNumber(1, 1_000_000), 1), limit: z._default(wholeNumber(1, 100), 20) };

/** GET /v1/personas: pages are numbered, and nothing says how many there are. GET /v1/personas/{persona_id}. */
export const personas: Routes = (app, { store }) => {
  app.get('/v1/personas', async (c) => {
    const { page, limit } = readQuery(c, query);
    const state = await store.read();
    const start = (page - 1) * limit;
    return data(
      c,
      state.personas.slice(start, start + limit).map((persona) => personaView(state, persona)),
    );
  });

  app.get('/v1/personas/:id', async (c) => {
    readQuery(c, {});
    const state = await store.read();
    return data(c, personaView(state, requirePersona(state, c.req.param('id'))));
  });
};
