import { Random } from '../../support/random.ts';

/** From `CALL_TRIAGE_SEED`, or another one in each run; printed, so that a failing run can be repeated. */
export function drawnRandom(): Random {
  const seed = Number(process.env['CALL_TRIAGE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`seed ${seed} (CALL_TRIAGE_SEED=${seed} draws the same)\n`);
  return new Random(seed);
}
