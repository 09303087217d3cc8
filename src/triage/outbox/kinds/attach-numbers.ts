import * as z from 'zod/mini';
import { numberSettingsSchema, phoneNumber } from '../../../api/bland/personas.ts';
import { NumbersTakenError } from '../../errors.ts';
import { readRouting } from '../../routing.ts';
import { personaWrite, readBack } from './persona-result.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  personaId: id,
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** By number, the persona that it may be taken from: what somebody has agreed to. */
  from: z.record(z.string(), id),
  /** By number, the settings that it gets: when it comes back. */
  settings: z.optional(z.record(z.string(), numberSettingsSchema)),
});

export type AttachNumbersPayload = Readonly<z.output<typeof schema>>;

/**
 * Attach Numbers. Nothing says what becomes of a number that another persona answers, and a write may wait for long: so who
 * answers each is asked right before, and one that somebody else has now is not taken. Only what is missing is attached.
 */
export const attachNumbers = personaWrite<AttachNumbersPayload>({
  name: 'numbers.attach',
  schema,
  async send(api, { personaId, numbers, from, settings = {} }, signal) {
    const routing = await readRouting(api, signal);
    const taken = numbers.flatMap((number) => {
      const persona = routing.get(number)?.persona ?? null;
      const mayGo = persona === null || persona.id === personaId || persona.id === from[number];
      return mayGo ? [] : [{ number, persona: persona.name }];
    });
    if (taken.length > 0) throw new NumbersTakenError(taken);
    const missing = numbers.filter((number) => routing.get(number)?.persona?.id !== personaId);
    if (missing.length > 0) await api.personas.attach(personaId, missing, { signal });
    for (const number of numbers) {
      const own = settings[number];
      if (own !== undefined) await api.personas.setNumberSettings(personaId, number, own, { signal });
    }
    return readBack(api, personaId, Object.values(from), signal);
  },
});
