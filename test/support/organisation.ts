import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';

/** The organisation of `startOrganisation`. */
export const otherOrganisation = '0b1f3c58-7a35-4a0e-9d7e-6f2f1f0c9a11';

/**
 * A sandbox of another organisation than every other one's. Its sample issues and calls have the same ids, which no service
 * would do: what mixes two organisations up shows at once.
 */
export async function startOrganisation(): Promise<RunningSandbox> {
  return await startSandbox({ organisation: otherOrganisation });
}
