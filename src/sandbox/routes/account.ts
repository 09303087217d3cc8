import { data, notFound } from '../http/answers.ts';
import type { Routes } from '../http/context.ts';
import { seedPeople } from '../seed/people.ts';

/** GET /v1/me and GET /v1/orgs/{org_id}/members. */
export const account: Routes = (app, { store }) => {
  app.get('/v1/me', async (c) =>
    c.json({
      status: 'active',
      billing: { current_balance: 100, refill_to: null },
      total_calls: (await store.read()).calls.length,
    }),
  );

  app.get('/v1/orgs/:id/members', async (c) => {
    const { org_id } = await store.read();
    if (c.req.param('id') !== org_id) throw notFound('Organization');
    const all = seedPeople.map((person) => ({
      org_id,
      user_id: person.id,
      permissions: [person.id === seedPeople[0].id ? 'owner' : 'operator'],
      is_owner: person.id === seedPeople[0].id,
      is_org_creator: person.id === seedPeople[0].id,
      joined_at: '2026-01-12T09:00:00.000Z',
      first_name: person.first,
      last_name: person.last,
      combo_id: `${org_id}:${person.id}`,
      org_slug: 'sandbox',
      org_display_name: 'Sandbox',
      member_email: person.email,
      member_phone_number: null,
    }));
    return data(c, all);
  });
};
