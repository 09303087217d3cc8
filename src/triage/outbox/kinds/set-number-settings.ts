import * as z from 'zod/mini';
import {
  type NumberSettings,
  numberSettingsSchema,
  type PersonaNumber,
  phoneNumber,
} from '../../../api/bland/personas.ts';
import { ChangedMeanwhileError } from '../errors.ts';
import type { Change, Outcome, WriteKind } from '../kind.ts';
import { type PersonaResult, personaWrite, readPersonaBackStep } from './numbers-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  number: phoneNumber,
  settings: z.nullable(numberSettingsSchema),
  /** The settings a person saw when they changed them; without them, the settings before the first attempt count. */
  expected: z.optional(z.nullable(numberSettingsSchema)),
  /** They are set: the step that is left reads the persona back. */
  done: z.optional(z.boolean()),
});

export type SetNumberSettingsPayload = Readonly<z.output<typeof schema>>;

/** Update Number Settings: where calls to one number of a persona begin; null clears it. */
export const setNumberSettings: WriteKind<SetNumberSettingsPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.settings',
  schema,
  nextStep: (payload) =>
    payload.done === true
      ? readPersonaBackStep(payload.personaId)
      : settingsStep(payload, { made: null, payload: { ...payload, done: true } }),
};

const baselineSchema = z.object({ place: z.nullable(z.string()) });

/** Update Number Settings as a step. Settings that somebody else has changed are not overwritten before a person decides. */
export function settingsStep<P, R>(
  { personaId, number, settings, expected }: SetNumberSettingsPayload,
  done: Outcome<P, R>,
): Change<P, R> {
  return {
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const { inbound_numbers: numbers } = await api.personas.get(personaId, { signal });
      const own = numbers.find((one) => one.phone_number === number);
      const place = placeOf(own?.persona_settings ?? null);
      const seen = baselineSchema.safeParse(baseline).data?.place;
      const before = seen === undefined && expected !== undefined ? placeOf(expected) : seen;
      // Sent all the same where the number is not the persona's: the service's refusal says why.
      if (own === undefined) return { at: 'baseline', baseline: { place: before ?? null } };
      if (place === placeOf(settings)) return { at: 'target', outcome: done };
      if (before !== undefined && place !== before) return { at: 'elsewhere', error: new ChangedMeanwhileError() };
      return { at: 'baseline', baseline: { place } };
    },
    async send(api, _baseline, signal) {
      await api.personas.setNumberSettings(personaId, number, settings, { signal });
      return done;
    },
  };
}

/** The place where calls begin, to compare; null for the persona's own. */
function placeOf(settings: NumberSettings | PersonaNumber['persona_settings']): string | null {
  if (settings === null) return null;
  const { pathway_id: pathway, pathway_version: version, start_node_id: node } = settings;
  if (pathway === null && version === null && node === null) return null;
  return JSON.stringify([pathway, version === null ? null : String(version), node]);
}
