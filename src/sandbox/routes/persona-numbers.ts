import * as z from 'zod/mini';
import { data, Refusal } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import type { Routes } from '../http/context.ts';
import { now } from '../state/issues.ts';
import { personaSubset, requirePersona } from '../state/personas.ts';
import { personaSettings, type Phone, type State } from '../state/schema.ts';

const numbers = z.strictObject({
  inbound_numbers: z.array(z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))).check(z.minLength(1)),
});
const settings = z.strictObject({ persona_settings: z.nullable(personaSettings) });

/** Attach and Detach, under /v1/personas/{persona_id}/inbound, and the settings of one number. */
export const personaNumbers: Routes = (app, { store }) => {
  // All or none. Not documented: a number of another persona is taken from it, and its settings go.
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
          ? { ...phone, persona_id: persona.id, persona_settings: null }
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
          ? { ...phone, persona_id: null, persona_settings: null }
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
      const isIt = (phone: Phone): boolean =>
        phone.phone_number === c.req.param('number') && phone.persona_id === persona.id;
      const state = withPhones(before, (phone) => (isIt(phone) ? { ...phone, persona_settings } : phone));
      const changed = state.phones.find(isIt);
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

/** The state with some of its numbers changed. */
function withPhones(state: State, change: (phone: Phone) => Phone): State {
  const moment = now();
  const phones = state.phones.map((phone) => {
    const changed = change(phone);
    return changed === phone ? phone : { ...changed, updated_at: moment };
  });
  return { ...state, phones };
}
