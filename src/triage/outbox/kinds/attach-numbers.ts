import * as z from 'zod/mini';
import { numberSettingsSchema, phoneNumber } from '../../../api/bland/personas.ts';
import { ownersSchema } from '../../numbers/owner.ts';
import type { WriteKind } from '../kind.ts';
import { moveStep } from './move-numbers.ts';
import { type PersonaResult, personaWrite, readPersonaBackStep } from './numbers-result.ts';
import { settingsStep } from './set-number-settings.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  from: ownersSchema,
  /** By number, the settings it gets when it comes back to its persona, one step each. */
  settings: z.optional(z.record(z.string(), numberSettingsSchema)),
  /** The numbers are attached: the steps that are left set their settings and read their owners back. */
  attached: z.optional(z.boolean()),
});

export type AttachNumbersPayload = Readonly<z.output<typeof schema>>;

/** Attach Numbers, then Update Number Settings for each that gets some. */
export const attachNumbers: WriteKind<AttachNumbersPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.attach',
  schema,
  nextStep(payload) {
    const { personaId, numbers, from, settings = {} } = payload;
    if (payload.attached !== true) {
      return moveStep({
        to: { personaId },
        numbers,
        from,
        send: (api, missing, signal) => api.personas.attach(personaId, missing, { signal }),
        outcome: { made: null, payload: { ...payload, attached: true } },
      });
    }
    const [first] = Object.entries(settings);
    if (first === undefined) return readPersonaBackStep(personaId, Object.values(from));
    const [number, own] = first;
    const { [number]: _set, ...rest } = settings;
    return settingsStep({ personaId, number, settings: own }, { made: null, payload: { ...payload, settings: rest } });
  },
};
