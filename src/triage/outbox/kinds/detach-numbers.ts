import * as z from 'zod/mini';
import { phoneNumber } from '../../../api/bland/personas.ts';
import { ChangedMeanwhileError } from '../../errors.ts';
import type { WriteKind } from '../kind.ts';
import { type PersonaResult, personaWrite, readBackStep } from './persona-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** They are detached: the step that is left reads the persona back. */
  done: z.optional(z.boolean()),
});

export type DetachNumbersPayload = Readonly<z.output<typeof schema>>;

/** The numbers that the persona had at the first look. */
const baselineSchema = z.array(z.string());

/** Detach Numbers, which clears their own settings. Those that the persona does not have are passed over. */
export const detachNumbers: WriteKind<DetachNumbersPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.detach',
  schema,
  nextStep(payload) {
    const { personaId, numbers, done } = payload;
    if (done === true) return readBackStep(personaId, []);
    const outcome = { made: null, payload: { ...payload, done: true } };
    return {
      type: 'change',
      isCheckedFirst: true,
      async look(api, baseline, signal) {
        const persona = await api.personas.get(personaId, { signal });
        const own = numbers.filter((number) => persona.inbound_numbers.some((one) => one.phone_number === number));
        if (own.length === 0) return { at: 'target', outcome };
        const before = baselineSchema.safeParse(baseline).data ?? own;
        // All go at once: where some are there and some are not, somebody has changed it since.
        const isBefore = own.length === before.length && own.every((number) => before.includes(number));
        return isBefore ? { at: 'baseline', baseline: own } : { at: 'elsewhere', error: new ChangedMeanwhileError() };
      },
      async send(api, _baseline, signal) {
        await api.personas.detach(personaId, numbers, { signal });
        return outcome;
      },
    };
  },
};
