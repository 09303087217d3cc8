import * as z from 'zod/mini';
import {
  type NumberSettings,
  numberSettingsSchema,
  type PersonaNumber,
  phoneNumber,
} from '../../../api/bland/personas.ts';
import { ChangedMeanwhileError } from '../../errors.ts';
import type { Change, Outcome, WriteKind } from '../kind.ts';
import { type PersonaResult, personaWrite, readBackStep } from './persona-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  number: phoneNumber,
  settings: z.nullable(numberSettingsSchema),
  /** What a person saw when they changed it; when it is left out, it is read before it is sent. */
  expected: z.optional(z.nullable(numberSettingsSchema)),
  /** It is set: what is left to do is to read the persona back. */
  done: z.optional(z.boolean()),
});

export type SetNumberSettingsPayload = Readonly<z.output<typeof schema>>;

/** Update Number Settings: where calls to one number of a persona begin; null clears it. */
export const setNumberSettings: WriteKind<SetNumberSettingsPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.settings',
  schema,
  next: (payload) =>
    payload.done === true
      ? readBackStep(payload.personaId, [])
      : settingsStep(payload, { made: null, payload: { ...payload, done: true } }),
};

const baselineSchema = z.object({ place: z.nullable(z.string()) });

/** Update Number Settings as a step. What somebody else has set since is not overwritten before a person says so. */
export function settingsStep<P, R>(
  { personaId, number, settings, expected }: SetNumberSettingsPayload,
  done: Outcome<P, R>,
): Change<P, R> {
  return {
    type: 'change',
    checked: true,
    async look(api, baseline, signal) {
      const { inbound_numbers: numbers } = await api.personas.get(personaId, { signal });
      const own = numbers.find((one) => one.phone_number === number);
      const place = placeOf(own?.persona_settings ?? null);
      const seen = baselineSchema.safeParse(baseline).data?.place;
      const before = seen === undefined && expected !== undefined ? placeOf(expected) : seen;
      // Of a number that is not the persona's (any more), the service says so.
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

/** Where calls begin, to compare; null for where the persona says. */
function placeOf(settings: NumberSettings | PersonaNumber['persona_settings']): string | null {
  if (settings === null) return null;
  const { pathway_id: pathway, pathway_version: version, start_node_id: node } = settings;
  if (pathway === null && version === null && node === null) return null;
  return JSON.stringify([pathway, version === null ? null : String(version), node]);
}
