import type { Routes } from '../http/context.ts';
import { readQuery } from '../http/query.ts';

/**
 * GET /v1/inbound: flat, neither paged nor wrapped. As in the documented example, an item does not name its persona; the label
 * is beside it, as in other endpoints.
 */
export const inboundNumbers: Routes = (app, { store }) => {
  app.get('/v1/inbound', async (c) => {
    readQuery(c, {});
    const { phones } = await store.read();
    return c.json({
      inbound_numbers: phones.map(({ created_at, phone_number, label }) => ({
        created_at: created_at.replace('Z', '+00:00'),
        phone_number,
        label,
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
};
