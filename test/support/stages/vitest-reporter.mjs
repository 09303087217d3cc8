// @ts-check
// Writes a run's counts, why tests were skipped and how they failed, to the file named by CALL_TRIAGE_TEST_RESULTS.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';

/**
 * @typedef {import('vitest/node').TestCase} TestCase
 * @typedef {import('vitest/node').Reporter} Reporter
 */

/** @param {TestCase} test @returns {string} */
function skipReason(test) {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined && result.note !== '') return result.note;
  // A group that is skipped as a whole can only say so in its name.
  const named = /\(skipped: ([^)]*)\)/.exec(test.fullName)?.[1];
  if (named !== undefined) return named;
  return test.options.mode === 'todo' ? 'still to be written' : 'no reason given';
}

/** @implements {Reporter} */
export default class CountsReporter {
  /** Whether tests are left out by their tags. */
  #isFiltered = false;

  /** @param {import('vitest/node').Vitest} vitest */
  onInit({ config }) {
    this.#isFiltered = config.tagsFilter !== undefined;
  }

  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandled
   */
  async onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const state = (/** @type {TestCase} */ test) => test.result().state;
    const skipped = tests.filter((test) => state(test) === 'skipped');
    const slow = skipped.filter(({ tags }) => this.#isFiltered && tags.includes('slow'));
    // Files that could not be loaded and hooks that failed hold tests that never ran: failures of their own.
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0);
    const failures = tests.flatMap((test) => {
      const result = test.result();
      const name = `${test.module.relativeModuleId} > ${test.fullName}`;
      return result.state === 'failed' ? [{ name, message: result.errors[0]?.message ?? '' }] : [];
    });
    const results = {
      failures,
      passed: tests.filter((test) => state(test) === 'passed').length,
      failed:
        tests.filter((test) => state(test) === 'failed' || state(test) === 'pending').length +
        broken.length +
        unhandled.length,
      skipped: [
        ...(slow.length === 0 ? [] : [{ name: `${slow.length} slow tests`, reason: 'left to npm test' }]),
        ...skipped
          .filter((test) => !slow.includes(test))
          .map((test) => ({ name: test.fullName, reason: skipReason(test) })),
      ],
    };
    const file = process.env['CALL_TRIAGE_TEST_RESULTS'];
    if (file !== undefined) await writeFile(file, JSON.stringify(results));
  }
}
