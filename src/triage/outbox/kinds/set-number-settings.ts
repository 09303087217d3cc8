import * as z from 'zod/mini';
import { numberSettingsSchema, phoneNumber } from '../../../api/bland/personas.ts';
import { personaWrite, readBack } from './persona-result.ts';

const schema = z.object({
  personaId: z.string().check(z.minLength(1)),
  number: phoneNumber,
  settings: z.nullable(numberSettingsSchema),
});

export type SetNumberSettingsPayload = Readonly<z.output<typeof schema>>;

/** Update Number Settings: where calls to one number of a persona begin; null clears it. */
export const setNumberSettings = personaWrite<SetNumberSettingsPayload>({
  name: 'numbers.settings',
  schema,
  async send(api, { personaId, number, settings }, signal) {
    await api.personas.setNumberSettings(personaId, number, settings, { signal });
    return readBack(api, personaId, [], signal);
  },
});
