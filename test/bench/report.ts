import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Row } from './measure.ts';

export interface Result {
  readonly bench: string;
  readonly rows: readonly Row[];
}

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** The machine and the day, in words. */
function circumstances(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim()}, ${memory} GB.`;
}

/** The results as a table in Markdown, ratios first. */
function tableOf(results: readonly Result[]): string {
  const header = ['ratio', 'what', 'ours, median', '95 %', 'beside it', 'its median', 'bench'];
  const amount = (value: number | null, unit: string): string =>
    value === null ? '' : `${threeDigits.format(value)} ${unit}`;
  const lines = results.flatMap(({ bench, rows }) =>
    rows.map(({ what, unit = 'ms', ours, alternative }) => [
      threeDigits.format(ours.median / alternative.median),
      what,
      amount(ours.median, unit),
      amount(ours.p95, unit),
      alternative.what,
      amount(alternative.median, unit),
      `\`${bench}\``,
    ]),
  );
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Prints the results and writes them to `test/results/bench.json`; with `publish` also into `docs/FIGURES.md`. */
export async function report(results: readonly Result[], { publish }: { readonly publish: boolean }): Promise<void> {
  const machine = circumstances();
  const text = `${machine}\n\n${tableOf(results)}`;
  console.log(`\n${text}`);
  const file = path.resolve('test', 'results', 'bench.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  if (!publish) return;
  const page = path.resolve('docs', 'FIGURES.md');
  const before = await readFile(page, 'utf8');
  const section = /<!-- bench -->.*<!-- \/bench -->/s;
  if (!section.test(before)) throw new Error(`${page} has no section for benches.`);
  await writeFile(
    page,
    before.replace(section, () => `<!-- bench -->\n\n${text}\n\n<!-- /bench -->`),
  );
  spawnSync(process.execPath, [path.resolve('node_modules', 'oxfmt', 'bin', 'oxfmt'), page], { stdio: 'inherit' });
}
