import { type NumberSettings, numberSettingsSchema } from '../api/bland/personas.ts';

/**
 * Returns the settings of numbers, by number. Those that cannot be sent unchanged, since the service
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
