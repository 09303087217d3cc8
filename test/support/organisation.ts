import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Runner, startSandbox } from '../../src/sandbox/index.ts';
import { seedState } from '../../src/sandbox/seed/index.ts';

/** The organisation of `startOrganisation`. */
export const otherOrganisation = '0b1f3c58-7a35-4a0e-9d7e-6f2f1f0c9a11';

/**
 * A sandbox of another organisation than every other one's. Its sample issues and calls have the same ids, which no service
 * would do: what mixes two organisations up shows at once.
 */
export async function startOrganisation(): Promise<Runner> {
  const directory = await mkdtemp(path.join(tmpdir(), 'organisation-'));
  const state = { ...seedState(), org_id: otherOrganisation };
  await writeFile(path.join(directory, 'state-1.json'), JSON.stringify(state));
  const sandbox = await startSandbox({ directory });
  return {
    ...sandbox,
    async close() {
      await sandbox.close();
      await rm(directory, { recursive: true });
    },
  };
}
