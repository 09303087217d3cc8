import { Refusal } from '../http/answers.ts';
import type { Persona, Phone, State } from './schema.ts';

/** Which HTTP status its refusals have is not documented; this one is the usual. 404 `PERSONA_NOT_FOUND`. */
export function requirePersona(state: State, id: string): Persona {
  const persona = state.personas.find((one) => one.id === id);
  if (persona === undefined) throw new Refusal(404, 'PERSONA_NOT_FOUND', 'Persona not found or access denied');
  return persona;
}

/** A number as a persona shows it. */
function phoneView({ phone_number, label, persona_id, persona_settings }: Phone) {
  return { phone_number, label, persona_id, persona_settings };
}

const phonesOf = (state: State, id: string) => state.phones.filter((one) => one.persona_id === id).map(phoneView);

/** A persona as Get Persona answers it. */
export function personaView(state: State, persona: Persona) {
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

/** A persona as attaching and detaching answer it. */
export function personaSubset(state: State, { id, name, created_at, updated_at }: Persona) {
  return { id, name, user_id: state.user_id, inbound_numbers: phonesOf(state, id), created_at, updated_at };
}
