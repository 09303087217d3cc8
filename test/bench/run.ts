// `npm run bench [-- names…]`: measures, and judges nothing. All benches together also renew docs/FIGURES.md and its plot.
// `npm run bench -- --profile NAME` measures one and writes CPU profiles of it to test/results/.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { activation } from './activation.ts';
import { addDurable } from './add-durable.ts';
import { drain200 } from './drain-200.ts';
import { expandIssue } from './expand-issue.ts';
import { firstIssues } from './first-issues.ts';
import { flagKeys } from './flag-keys.ts';
import { growFlags } from './grow-flags.ts';
import { growIssues } from './grow-issues.ts';
import { growRows } from './grow-rows.ts';
import { growWaiting } from './grow-waiting.ts';
import { import200mb } from './import-200mb.ts';
import { index5000 } from './index-5000.ts';
import { issuePage } from './issue-page.ts';
import { list1000 } from './list-1000.ts';
import { messages20000 } from './messages-20000.ts';
import { openCall } from './open-call.ts';
import { openIssue } from './open-issue.ts';
import { polling } from './polling.ts';
import { profileProgram } from './profile.ts';
import { report, type Result } from './report.ts';
import { stalls } from './stalls.ts';
import { start10000 } from './start-10000.ts';
import { transfer200mb } from './transfer-200mb.ts';
import { wire } from './wire.ts';

const benches = [
  activation,
  firstIssues,
  openCall,
  openIssue,
  list1000,
  messages20000,
  flagKeys,
  wire,
  expandIssue,
  addDurable,
  drain200,
  start10000,
  transfer200mb,
  issuePage,
  index5000,
  import200mb,
  stalls,
  polling,
  growIssues,
  growRows,
  growWaiting,
  growFlags,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { profile: { type: 'string' } } });
const names = values.profile === undefined ? positionals : [values.profile];
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
const results: Result[] = [];
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const began = performance.now();
  const measure = async (): Promise<Result> =>
    'run' in bench
      ? { bench: bench.name, rows: await bench.run(), curves: [] }
      : { bench: bench.name, rows: [], curves: [await bench.grow()] };
  results.push(values.profile === undefined ? await measure() : await profileProgram(bench.name, measure));
  console.log(`${bench.name}: ${Math.round((performance.now() - began) / 1000)} s`);
}
await report(results, { publish: names.length === 0 });
process.exit();
