import * as z from 'zod/mini';
import { phoneNumber } from '../../../api/bland/personas.ts';
import type { WriteKind } from '../kind.ts';
import { moveStep } from './move-numbers.ts';
import { numbersOrder } from './numbers-result.ts';

const schema = z.object({
  number: phoneNumber,
  pathwayId: z.string().check(z.minLength(1)),
});

export type SetNumberPathwayPayload = Readonly<z.output<typeof schema>>;

/** Puts a number, which nobody answers, back on the pathway that it had by itself. */
export const setNumberPathway: WriteKind<SetNumberPathwayPayload, null> = {
  name: 'number.pathway',
  schema,
  issueId: () => numbersOrder,
  nextStep: ({ number, pathwayId }) =>
    moveStep({
      to: { pathwayId },
      numbers: [number],
      from: {},
      send: (api, _numbers, signal) => api.numbers.setPathway(number, pathwayId, { signal }),
      outcome: { made: null, result: null },
    }),
  apply: ({ personas }) => personas.update([]),
};
