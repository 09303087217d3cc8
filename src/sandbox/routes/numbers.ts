import * as z from 'zod/mini';
import { Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';
import { withPhones } from '../state/phones.ts';

/** Of everything that can be set, only the pathway is understood. */
const update = z.strictObject({ pathway_id: z.nullable(z.string()) });

/** GET /v1/inbound and POST /v1/inbound/{phone_number}: without an envelope. */
export const numbers: Routes = (app, { store }) => {
  // Not paged. As in the documented example, items do not name their persona.
  app.get('/v1/inbound', async (c) => {
    readQuery(c, {});
    const { phones } = await store.read();
    return c.json({
      inbound_numbers: phones.map(({ created_at, phone_number, label, pathway_id }) => ({
        created_at: created_at.replace('Z', '+00:00'),
        phone_number,
        label,
        ...(pathway_id === null ? {} : { pathway_id }),
        prompt: null,
        webhook: null,
        voice_id: 0,
        dynamic_data: null,
        interruption_threshold: null,
        first_sentence: null,
        reduce_latency: true,
        transfer_phone_number: null,
        voice_settings: null,
        record: true,
        max_duration: 30,
      })),
    });
  });

  app.post('/v1/inbound/:number', async (c) => {
    const { pathway_id } = await readBody(c, update);
    const number = `+${c.req.param('number').replace(/^\+/, '')}`;
    await store.change((before) => {
      if (!before.phones.some((phone) => phone.phone_number === number)) {
        throw new Refusal(404, 'NUMBER_NOT_FOUND', 'Phone number not found', 'flat');
      }
      const state = withPhones(before, (phone) =>
        phone.phone_number === number ? { ...phone, pathway_id: pathway_id === '' ? null : pathway_id } : phone,
      );
      return { state, result: undefined };
    });
    return c.json({ status: 'success', message: 'Updated inbound phone number' });
  });
};
