import * as z from 'zod/mini';
import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';
import { pathwayEventsOf } from '../seed/pathway-events.ts';

const flat = (status: 400 | 404, message: string): Refusal => new Refusal(status, 'flat', message, 'flat');

/**
 * GET /v1/pathway_calls/{call_id}?v=2 (Pathway Call Events): a bare list, empty for a call without a pathway. Without
 * `v=2` the service answers with an older format, which the sandbox does not speak.
 */
export const pathwayCalls: Routes = (app, { store }) => {
  app.get('/v1/pathway_calls/:callId', async (c) => {
    readQuery(c, { v: z.literal('2') }, { refuse: (message) => flat(400, message) });
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw flat(404, 'Call not found');
    return c.json(pathwayEventsOf(call));
  });
};
