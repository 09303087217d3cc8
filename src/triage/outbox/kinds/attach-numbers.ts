import * as z from 'zod/mini';
import { numberSettingsSchema, phoneNumber } from '../../../api/bland/personas.ts';
import { ChangedMeanwhileError, NumbersTakenError } from '../../errors.ts';
import { readRouting, type Routing } from '../../numbers/routing.ts';
import type { Change, WriteKind } from '../kind.ts';
import { type PersonaResult, personaWrite, readBackStep } from './persona-result.ts';
import { settingsStep } from './set-number-settings.ts';

const id = z.string().check(z.minLength(1));
const schema = z.object({
  personaId: id,
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** By number, the persona it may be taken from, as a person has agreed. */
  from: z.record(z.string(), id),
  /** By number, the settings it gets when it comes back to its persona, one step each. */
  settings: z.optional(z.record(z.string(), numberSettingsSchema)),
  /** The numbers are attached: the steps that are left set their settings and read the personas back. */
  attached: z.optional(z.boolean()),
});

export type AttachNumbersPayload = Readonly<z.output<typeof schema>>;

/** Attach Numbers, then Update Number Settings for each that gets some. */
export const attachNumbers: WriteKind<AttachNumbersPayload, PersonaResult> = {
  ...personaWrite,
  name: 'numbers.attach',
  schema,
  nextStep(payload) {
    const { personaId, from, settings = {} } = payload;
    if (payload.attached !== true) return attachStep(payload);
    const [first] = Object.entries(settings);
    if (first === undefined) return readBackStep(personaId, Object.values(from));
    const [number, own] = first;
    const { [number]: _set, ...rest } = settings;
    return settingsStep({ personaId, number, settings: own }, { made: null, payload: { ...payload, settings: rest } });
  },
};

/** By number, the persona that answered it at the first look; null for none. */
const baselineSchema = z.record(z.string(), z.nullable(z.string()));
type Owners = Readonly<z.output<typeof baselineSchema>>;

/**
 * Attach Numbers as a step. The contract does not say what becomes of a number that another persona answers, and a write may
 * wait for long: so the routing is read right before, and a number that another persona has got since is not taken.
 */
function attachStep(payload: AttachNumbersPayload): Change<AttachNumbersPayload, PersonaResult> {
  const { personaId, numbers, from } = payload;
  const outcome = { made: null, payload: { ...payload, attached: true } };
  return {
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const routing = await readRouting(api, signal);
      const ownerOf = (number: string): string | null => routing.get(number)?.persona?.id ?? null;
      if (numbers.every((number) => ownerOf(number) === personaId)) return { at: 'target', outcome };
      const before = baselineSchema.safeParse(baseline).data;
      const isExpected = (number: string): boolean => {
        const owner = ownerOf(number);
        if (before !== undefined) return owner === before[number];
        return owner === null || owner === personaId || owner === from[number];
      };
      // All go at once: where some are attached and some are not, somebody has changed it since.
      const changed = numbers.filter((number) => !isExpected(number));
      if (changed.length > 0) return { at: 'elsewhere', error: changedError(personaId, numbers, changed, routing) };
      return { at: 'baseline', baseline: Object.fromEntries(numbers.map((number) => [number, ownerOf(number)])) };
    },
    async send(api, baseline, signal) {
      const before: Owners = baselineSchema.safeParse(baseline).data ?? {};
      const missing = numbers.filter((number) => before[number] !== personaId);
      await api.personas.attach(personaId, missing, { signal });
      return outcome;
    },
  };
}

/** The error for numbers that are not taken: other personas answer them, or somebody has detached them again. */
function changedError(
  personaId: string,
  numbers: readonly string[],
  changed: readonly string[],
  routing: Routing,
): Error {
  const isOurs = (number: string): boolean => routing.get(number)?.persona?.id === personaId;
  // Where some of them are attached, so were the others, until somebody changed that.
  const suspects = changed.some(isOurs) ? numbers.filter((number) => !isOurs(number)) : changed;
  const taken = suspects.flatMap((number) => {
    const persona = routing.get(number)?.persona ?? null;
    return persona === null ? [] : [{ number, persona: persona.name }];
  });
  return taken.length > 0 ? new NumbersTakenError(taken) : new ChangedMeanwhileError();
}
