import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { growthWords } from './growth-words.ts';
import type { Curve, Row, Target } from './measure.ts';
import { plot } from './plot.ts';

export interface Result {
  readonly bench: string;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
}

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** The machine and the day, in words. */
function circumstances(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpu?.model.trim()}, ${memory} GB.`;
}

/** Returns a target in words, with a mark that says whether it is reached. */
function targetWords({ times, plus = 0, isLeast = false }: Target, { ours, alternative, unit = 'ms' }: Row): string {
  const limit = alternative.median * times + plus;
  const parts = [
    ...(times > 0 ? [`${threeDigits.format(times)} ×`] : []),
    ...(plus > 0 ? [`${threeDigits.format(plus)} ${unit}`] : []),
  ];
  const isReached = isLeast ? ours.median >= limit : ours.median <= limit;
  return `${isReached ? '✓' : '✗'} ${isLeast ? '≥' : '≤'} ${parts.join(' + ')}`;
}

/** The results as a table in Markdown, ratios first. */
function tableOf(results: readonly Result[]): string {
  const header = ['ratio', 'to reach', 'what', 'ours, median', '95 %', 'beside it', 'its median', 'bench'];
  const amount = (value: number | null, unit: string): string =>
    value === null ? '' : `${threeDigits.format(value)} ${unit}`;
  const lines = results.flatMap(({ bench, rows }) =>
    rows.map((row) => [
      // Nothing beside nothing has no ratio.
      row.alternative.median === 0 ? '–' : threeDigits.format(row.ours.median / row.alternative.median),
      row.target === undefined ? '' : targetWords(row.target, row),
      row.what,
      amount(row.ours.median, row.unit ?? 'ms'),
      amount(row.ours.p95, row.unit ?? 'ms'),
      row.alternative.what,
      amount(row.alternative.median, row.unit ?? 'ms'),
      `\`${bench}\``,
    ]),
  );
  return [header, header.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The curves as a table, with what they say. */
function growthOf(curves: readonly Curve[]): string {
  const lines = curves.map(({ what, points }) => [
    what,
    points.map(({ size, ms }) => `${size.toLocaleString('en')}: ${threeDigits.format(ms)} ms`).join(', '),
    growthWords(points),
  ]);
  return [['cost of', 'at size', 'growth'], ['---', '---', '---'], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/**
 * Prints the results and writes them to `test/results/bench.json`; with `publish` also into `docs/FIGURES.md`, and the curves
 * to the plot beside it.
 */
export async function report(results: readonly Result[], { publish }: { readonly publish: boolean }): Promise<void> {
  const machine = circumstances();
  const curves = results.flatMap((result) => result.curves);
  const sections = { bench: `${machine}\n\n${tableOf(results)}`, growth: growthOf(curves) };
  console.log(`\n${sections.bench}\n\n${curves.length === 0 ? '' : sections.growth}`);
  const file = path.resolve('test', 'results', 'bench.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ machine, results }, undefined, 2)}\n`);
  if (curves.length > 0) await writeFile(path.resolve('test', 'results', 'growth.svg'), plot(curves));
  if (!publish) return;
  const page = path.resolve('docs', 'FIGURES.md');
  let text = await readFile(page, 'utf8');
  for (const [name, content] of Object.entries(sections)) {
    const section = new RegExp(`<!-- ${name} -->.*<!-- /${name} -->`, 's');
    if (!section.test(text)) throw new Error(`${page} has no section ${name}.`);
    text = text.replace(section, () => `<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->`);
  }
  await writeFile(page, text);
  await writeFile(path.resolve('docs', 'growth.svg'), plot(curves));
  spawnSync(process.execPath, [path.resolve('node_modules', 'oxfmt', 'bin', 'oxfmt'), page], { stdio: 'inherit' });
}
