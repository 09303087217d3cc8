import * as z from 'zod/mini';
import { Refusal } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';

const flat = (status: 400 | 404, message: string): Refusal => new Refusal(status, 'flat', message, 'flat');

/**
 * GET /v1/calls/{call_id} (Call Details): the call as it is kept, without an envelope. Its refusals are flat too.
 * `v=2` asks for pathway events, which the sandbox gives by the route of their own only.
 */
export const callDetails: Routes = (app, { store }) => {
  app.get('/v1/calls/:callId', async (c) => {
    readQuery(c, { v: z.optional(z.enum(['1', '2'])) }, { refuse: (message) => flat(400, message) });
    const call = await store.call(c.req.param('callId'));
    if (call === undefined) throw flat(404, 'Call not found');
    return c.json(call.details);
  });
};
