import { type NumberSettings, numberSettingsSchema } from '../api/bland/personas.ts';

/**
 * By number, the settings that these numbers have and would lose. Those that cannot be sent as they are, since the service
 * does not show all of them to every key, are left out.
 */
export function numberSettingsOf(
  numbers: readonly string[],
  find: (number: string) => unknown,
): Readonly<Record<string, NumberSettings>> {
  return Object.fromEntries(
    numbers.flatMap((number) => {
      const read = numberSettingsSchema.safeParse(find(number));
      return read.success ? [[number, read.data] as const] : [];
    }),
  );
}
