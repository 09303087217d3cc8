import * as z from 'zod/mini';
import { phoneNumber } from '../../../api/bland/personas.ts';
import { refuseAgentsNumbers } from '../../numbers/detachable.ts';
import type { WriteKind } from '../kind.ts';
import { detachStep } from './detach-step.ts';
import { type PersonaResult, personaWrite, readPersonaBackStep } from './numbers-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** They are detached: the step that is left reads the persona back. */
  done: z.optional(z.boolean()),
});

export type DetachNumbersPayload = Readonly<z.output<typeof schema>>;

/** Detach Numbers, which clears their own settings. */
export const detachNumbers: WriteKind<DetachNumbersPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.detach',
  schema,
  nextStep(payload) {
    const { personaId, numbers, done } = payload;
    if (done === true) return readPersonaBackStep(personaId);
    return detachStep({
      numbers,
      async read(api, signal) {
        const { inbound_numbers: own } = await api.personas.get(personaId, { signal });
        return own.map((one) => one.phone_number);
      },
      refuse: (api, own, signal) => refuseAgentsNumbers(api, personaId, own, signal),
      send: (api, signal) => api.personas.detach(personaId, numbers, { signal }),
      outcome: { made: null, payload: { ...payload, done: true } },
    });
  },
};
