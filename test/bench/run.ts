// `npm run bench [-- names…]`: measures, and judges nothing. All benches together also renew their table in docs/FIGURES.md.
import process from 'node:process';
import { activation } from './activation.ts';
import { addDurable } from './add-durable.ts';
import { drain200 } from './drain-200.ts';
import { import200mb } from './import-200mb.ts';
import { index5000 } from './index-5000.ts';
import { issuePage } from './issue-page.ts';
import { report, type Result } from './report.ts';
import { start10000 } from './start-10000.ts';

const benches = [activation, addDurable, drain200, import200mb, index5000, issuePage, start10000];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}
const results: Result[] = [];
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(bench.name);
  results.push({ bench: bench.name, rows: await bench.run() });
}
await report(results, { publish: names.length === 0 });
