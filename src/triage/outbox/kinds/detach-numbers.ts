import * as z from 'zod/mini';
import { phoneNumber } from '../../../api/bland/personas.ts';
import { personaWrite, readBack } from './persona-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
});

export type DetachNumbersPayload = Readonly<z.output<typeof schema>>;

/** Detach Numbers, which clears their own settings. Those that the persona does not have are passed over. */
export const detachNumbers = personaWrite<DetachNumbersPayload>({
  name: 'numbers.detach',
  schema,
  async send(api, { personaId, numbers }, signal) {
    await api.personas.detach(personaId, numbers, { signal });
    return readBack(api, personaId, [], signal);
  },
});
