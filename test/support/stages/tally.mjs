// @ts-check
// What a stage found: counts, and the reason of everything that was left out.

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason: string }[]} skipped
 * @property {{ name: string, message: string }[]} failures What failed, as far as it has a name: a part of `failed`.
 * @property {string[]} flaky What failed at first, and passed when it was run once more.
 */

/** @returns {Tally} */
export const nothing = () => ({ passed: 0, failed: 0, skipped: [], failures: [], flaky: [] });

/** @param {boolean} fine @returns {Tally} One check's result. */
export const one = (fine) => ({ passed: fine ? 1 : 0, failed: fine ? 0 : 1, skipped: [], failures: [], flaky: [] });

/** @param {string} name @param {string} reason @returns {Tally} */
export const leftOut = (name, reason) => ({
  passed: 0,
  failed: 0,
  skipped: [{ name, reason }],
  failures: [],
  flaky: [],
});

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
    failures: tallies.flatMap(({ failures }) => failures),
    flaky: tallies.flatMap(({ flaky }) => flaky),
  };
}

/** More flaky files than this in one run are a fault, whatever they did when they were run once more. */
const mostFlaky = 2;

/** @param {Tally} tally @returns {Tally} */
export const flakyCounted = (tally) =>
  tally.flaky.length > mostFlaky ? { ...tally, failed: tally.failed + tally.flaky.length } : tally;

/** @param {Tally} tally @returns {string} `3 passed, 0 failed`, and `, 1 skipped` when something was. */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`;
}

/**
 * Reads what a test process wrote about itself.
 * @param {string} text JSON of `{ passed, failed, skipped, failures }`; anything else, or nothing, is a failure: the process did not get to its end.
 * @param {number} code The process's exit code.
 * @returns {Tally}
 */
export function readTally(text, code) {
  try {
    const { passed, failed, skipped, failures } = JSON.parse(text);
    if (![passed, failed].every(Number.isInteger) || ![skipped, failures].every(Array.isArray)) return one(false);
    // All tests passed and yet the process failed: something outside the tests did.
    return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, failures, flaky: [] };
  } catch {
    return one(false);
  }
}
