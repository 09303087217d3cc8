import type { Curve } from './measure.ts';

const width = 820;
const height = 460;
const frame = { left: 70, right: 230, top: 20, bottom: 50 };
/** Told apart without colours as well, by their marks. */
const looks = [
  { colour: '#0b62a8', mark: 'M-4-4h8v8h-8z' },
  { colour: '#b3440b', mark: 'M0-5L5 4H-5z' },
  { colour: '#1b7a3d', mark: 'M0-5L5 0 0 5-5 0z' },
  { colour: '#7a2a8f', mark: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z' },
];

/** Maps a range of powers of ten to pixels. */
function scale(values: readonly number[], from: number, to: number) {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  const place = (value: number): number => from + ((Math.log10(value) - first) / (last - first)) * (to - from);
  return { first, place, powers: Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at)) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const short = (value: number): string =>
  value >= 1 ? value.toLocaleString('en') : String(Number(value.toPrecision(1)));

/** Draws costs against sizes, both by powers of ten: a line that rises by one power for each is linear. */
export function plot(curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = scale(
    points.map(({ size }) => size),
    frame.left,
    width - frame.right,
  );
  const y = scale(
    points.map(({ ms }) => ms),
    height - frame.bottom,
    frame.top,
  );
  const [left, right] = [frame.left, width - frame.right];
  const [top, bottom] = [frame.top, height - frame.bottom];
  const lines = [
    ...x.powers.map(
      (power) =>
        `<path d="M${x.place(power)} ${top}V${bottom}" class="grid"/><text x="${x.place(power)}" y="${bottom + 18}" text-anchor="middle">${short(power)}</text>`,
    ),
    ...y.powers.map(
      (power) =>
        `<path d="M${left} ${y.place(power)}H${right}" class="grid"/><text x="${left - 8}" y="${y.place(power) + 4}" text-anchor="end">${short(power)} ms</text>`,
    ),
    ...curves.map((curve, at) => drawCurve(curve, at)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Cost against size">
<style>text{font:12px sans-serif;fill:#1f2328}.grid{stroke:#d1d9e0;fill:none}.guide{stroke:#6e7781;fill:none;stroke-dasharray:4 4}</style>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${lines.join('\n')}
${drawGuide()}
<text x="${(left + right) / 2}" y="${height - 10}" text-anchor="middle">size</text>
</svg>
`;

  /** A line of linear growth, to compare with. */
  function drawGuide(): string {
    const steps = Math.min(x.powers.length, y.powers.length) - 1;
    const [from, to] = [10 ** x.first, 10 ** (x.first + steps)];
    const [low, high] = [10 ** y.first, 10 ** (y.first + steps)];
    return `<path d="M${x.place(from)} ${y.place(low)}L${x.place(to)} ${y.place(high)}" class="guide"/><text x="${right + 12}" y="${top + 12 + curves.length * 22}">dashed: linear</text>`;
  }

  function drawCurve({ what, points: own }: Curve, at: number): string {
    const { colour, mark } = looks[at % looks.length] ?? { colour: '#1f2328', mark: '' };
    const places = own.map(({ size, ms }) => [x.place(size).toFixed(1), y.place(ms).toFixed(1)] as const);
    const marks = places.map(([px, py]) => `<path transform="translate(${px} ${py})" d="${mark}" fill="${colour}"/>`);
    const row = top + 8 + at * 22;
    return `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${marks.join('')}<path transform="translate(${right + 18} ${row})" d="${mark}" fill="${colour}"/><text x="${right + 32}" y="${row + 4}">${escaped(what)}</text>`;
  }
}
