// @ts-check
// Jobs side by side: each lane takes the next one when it has done its last.
import { one, sentence } from './tally.mjs';

/**
 * @typedef {import('./tally.mjs').Tally} Tally
 * @typedef {(line: string) => void} Log
 * @typedef {{ stage: string, name: string, work: (log: Log) => Promise<Tally> }} Job What one lane does without a break.
 * @typedef {{ stage: string, tally: Tally, seconds: number }} Done
 */

/**
 * Runs one job; whatever goes wrong in it is a failure of this job alone.
 * @param {Job} job @param {boolean} isAlone Whether nothing runs beside it: else its lines are printed together at its end.
 * @returns {Promise<Done>}
 */
async function perform({ stage, name, work }, isAlone) {
  /** @type {string[]} */
  const lines = [];
  /** @type {Log} */
  const log = isAlone ? (line) => console.log(line) : (line) => void lines.push(line);
  log(`\n── ${name}`);
  const started = Date.now();
  /** @type {Tally} */
  let tally;
  try {
    tally = await work(log);
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    tally = one(false);
  }
  const seconds = (Date.now() - started) / 1000;
  for (const { name: test, reason } of tally.skipped) log(`skipped: ${test} (${reason})`);
  log(`${name}: ${sentence(tally)} (${seconds.toFixed(1)} s)`);
  for (const line of lines) console.log(line);
  return { stage, tally, seconds };
}

/**
 * Runs jobs to their end.
 * @param {readonly (readonly Job[])[]} lanes For each lane, the jobs it begins with; when they are done it takes those of the others.
 * @returns {Promise<Done[]>}
 */
export async function runLanes(lanes) {
  const queues = lanes.map((jobs) => [...jobs]);
  const isAlone = lanes.length === 1 || queues.flat().length === 1;
  /** @type {Done[]} */
  const done = [];
  const follow = async (/** @type {number} */ own) => {
    const order = [...queues.slice(own), ...queues.slice(0, own)];
    for (;;) {
      const job = order.find((queue) => queue.length > 0)?.shift();
      if (job === undefined) return;
      if (!isAlone) console.log(`${job.name} begins`);
      done.push(await perform(job, isAlone));
    }
  };
  await Promise.all(queues.map((_, own) => follow(own)));
  return done;
}
