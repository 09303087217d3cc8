// What the extension host runs: every *.host.ts, with mocha. Results go to the file named by CALL_TRIAGE_TEST_RESULTS.
import Mocha from 'mocha';
import { readdir, writeFile } from 'node:fs/promises';

/** A suite file's results, in the form the test runner adds up. */
interface Results {
  passed: number;
  failed: number;
  skipped: { name: string; reason: string }[];
  failures: { name: string; message: string }[];
}

/** Prints each result as it comes, since silence counts as failure, and gathers them. */
function follow(runner: Mocha.Runner, results: Results): void {
  runner.on('pass', (test) => {
    results.passed += 1;
    console.log(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on('fail', (test, error: unknown) => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    results.failed += 1;
    results.failures.push({ name: test.fullTitle(), message });
    console.log(`  ✗ ${test.fullTitle()}\n${message}`);
  });
  runner.on('pending', (test) => {
    results.skipped.push({ name: test.fullTitle(), reason: 'no reason given' });
    console.log(`  - ${test.fullTitle()}: skipped`);
  });
}

/** Called by VS Code. Rejects when a test fails, which makes the host end with a failure. */
export async function run(): Promise<void> {
  const results: Results = { passed: 0, failed: 0, skipped: [], failures: [] };
  class Reporter extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner) {
      super(runner);
      follow(runner, results);
    }
  }
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false, reporter: Reporter });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  const all = (await readdir(new URL('.', import.meta.url))).filter((file) => file.endsWith('.host.js')).sort();
  // A developer's filter is part of a file's name or, if of none, of the tests' names.
  const filter = process.env['CALL_TRIAGE_TEST_FILTER'] ?? '';
  const named = all.filter((file) => file.includes(filter));
  if (named.length === 0) mocha.fgrep(filter);
  const suites = named.length === 0 ? all : named;
  for (const file of suites) await import(new URL(file, import.meta.url).href);

  // The launcher holds back what the workbench says before this line and after the last.
  console.log('Running the host suites');
  await new Promise<void>((resolve) => {
    mocha.run(() => resolve());
  });
  console.log('The host suites are done');
  const file = process.env['CALL_TRIAGE_TEST_RESULTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} failed`);
}
