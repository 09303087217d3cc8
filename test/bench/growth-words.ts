import type { Curve } from './measure.ts';

/** Between two sizes, by the exponent of the growth: 0 is flat, 1 linear. Noise and fixed costs lie between. */
const flat = 0.25;
const linear = 1.15;

function kindOf(exponent: number): string {
  if (exponent <= flat) return 'flat';
  return exponent <= linear ? 'at most linear' : `worse than linear (exponent ${exponent.toFixed(2)})`;
}

/** Returns in words how a cost grows: `flat up to 1,000, then at most linear`. */
export function growthWords(points: Curve['points']): string {
  const parts: { kind: string; upTo: number }[] = [];
  for (const [at, { size, ms }] of points.entries()) {
    const before = points[at - 1];
    if (before === undefined) continue;
    const kind = kindOf(Math.log(ms / before.ms) / Math.log(size / before.size));
    const last = parts.at(-1);
    if (last?.kind === kind) last.upTo = size;
    else parts.push({ kind, upTo: size });
  }
  return parts
    .map(({ kind, upTo }, at) => (at === parts.length - 1 ? kind : `${kind} up to ${upTo.toLocaleString('en')}`))
    .join(', then ');
}
