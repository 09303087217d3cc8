import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { readQuery, wholeNumber } from '../http/query.ts';
import { withPhones } from '../state/phones.ts';
import { type Persona, personaSettings, type Phone, type State } from '../state/schema.ts';

// Pages are numbered, and there is no total.
const query = { page: z._default(wholeNumber(1, 1_000_000), 1), limit: z._default(wholeNumber(1, 100), 20) };
const numbers = z.strictObject({
  inbound_numbers: z.array(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))).check(z.minLength(1)),
});
const settings = z.strictObject({ persona_settings: z.nullable(personaSettings) });

/** List and Get, under /v1/personas; Attach, Detach and Update Settings, under …/{persona_id}/inbound. */
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

  // All numbers or none. Not documented: a number of another persona is moved, and loses its settings.
  app.post('/v1/personas/:id/inbound/attach', async (c) => {
    const { inbound_numbers: wanted } = await readBody(c, numbers);
    const view = await store.change((before) => {
      const persona = requirePersona(before, c.req.param('id'));
      if (wanted.some((number) => !before.phones.some((phone) => phone.phone_number === number))) {
        const message = 'Some phone numbers were not found or do not belong to you';
        throw new Refusal(400, 'INVALID_INBOUND_NUMBERS', message);
      }
      const state = withPhones(before, (phone) =>
        wanted.includes(phone.phone_number) && phone.persona_id !== persona.id
          ? { ...phone, persona_id: persona.id, persona_settings: null, pathway_id: null, agent_env_type: null }
          : phone,
      );
      return { state, result: personaSubset(state, persona) };
    });
    return data(c, view);
  });

  app.post('/v1/personas/:id/inbound/detach', async (c) => {
    const { inbound_numbers: wanted } = await readBody(c, numbers);
    const view = await store.change((before) => {
      const persona = requirePersona(before, c.req.param('id'));
      const state = withPhones(before, (phone) =>
        wanted.includes(phone.phone_number) && phone.persona_id === persona.id
          ? { ...phone, persona_id: null, persona_settings: null, agent_env_type: null }
          : phone,
      );
      return { state, result: personaSubset(state, persona) };
    });
    return data(c, view);
  });

  app.patch('/v1/personas/:id/inbound/:number/settings', async (c) => {
    const { persona_settings } = await readBody(c, settings);
    const view = await store.change((before) => {
      const persona = requirePersona(before, c.req.param('id'));
      const isRequested = (phone: Phone): boolean =>
        phone.phone_number === c.req.param('number') && phone.persona_id === persona.id;
      const state = withPhones(before, (phone) => (isRequested(phone) ? { ...phone, persona_settings } : phone));
      const changed = state.phones.find(isRequested);
      if (changed === undefined) {
        const message = 'Inbound number not found or not attached to this persona';
        throw new Refusal(404, 'INBOUND_NOT_FOUND', message);
      }
      const { id, phone_number, persona_id, updated_at } = changed;
      return { state, result: { id, phone_number, persona_id, persona_settings, updated_at } };
    });
    return data(c, view);
  });
};

/** @throws Refusal 404 `PERSONA_NOT_FOUND`; the status is not documented */
function requirePersona(state: State, id: string): Persona {
  const persona = state.personas.find((one) => one.id === id);
  if (persona === undefined) throw new Refusal(404, 'PERSONA_NOT_FOUND', 'Persona not found or access denied');
  return persona;
}

/** A number as personas list it. */
function phoneView({ phone_number, label, persona_id, persona_settings }: Phone) {
  return { phone_number, label, persona_id, persona_settings };
}

const phonesOf = (state: State, id: string) => state.phones.filter((one) => one.persona_id === id).map(phoneView);

/** A persona as Get Persona answers it. */
function personaView(state: State, persona: Persona) {
  const { production, draft, ...facts } = persona;
  return {
    ...facts,
    image_url: null,
    deleted_at: null,
    user_id: state.user_id,
    current_production_version_id: production['id'],
    current_draft_version_id: draft['id'],
    inbound_numbers: phonesOf(state, persona.id),
    current_production_version: production,
    current_draft_version: draft,
  };
}

/** A persona as Attach and Detach answer it. */
function personaSubset(state: State, { id, name, created_at, updated_at }: Persona) {
  return { id, name, user_id: state.user_id, inbound_numbers: phonesOf(state, id), created_at, updated_at };
}
