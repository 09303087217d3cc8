import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import type { Model } from '../model.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Bars of the waveform. */
const columns = 400;

/** A picture of the loudness over time, with the flagged messages. Hidden from screen readers: the seek bar says the same. */
export class Waveform {
  readonly element = el('div', { class: 'waveform', 'aria-hidden': 'true' });
  readonly #flags = el('div', { class: 'wave-flags' });

  draw(peaks: Float32Array): void {
    const path = outline(peaks);
    const layers = ['wave', 'wave played'].map((name) => drawing(name, path));
    this.element.replaceChildren(...layers, this.#flags);
  }

  /** Marks the flagged messages. @param duration seconds of the recording */
  mark(flags: readonly FlagMark[], model: Model, duration: number): void {
    const times = flags.flatMap(({ index }) => {
      const position = index === null ? undefined : model.positionOf(index);
      return (position === undefined ? null : model.placed[position]?.row.seconds) ?? [];
    });
    const marks = [...new Set(times)].map((seconds) => {
      const mark = el('span', { class: 'wave-flag' });
      mark.style.setProperty('left', `${(100 * Math.min(Math.max(seconds, 0), duration)) / duration}%`);
      return mark;
    });
    this.#flags.replaceChildren(...marks);
  }
}

function drawing(name: string, path: string): SVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('viewBox', `0 -1 ${columns} 2`);
  svg.setAttribute('preserveAspectRatio', 'none');
  const shape = document.createElementNS(svgNamespace, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** One bar for each column, as high as its loudest window, above and below the middle. */
function outline(peaks: Float32Array): string {
  const most = Math.max(
    0.05,
    peaks.reduce((one, other) => Math.max(one, other), 0),
  );
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * peaks.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / columns));
    const height = Math.max(0.03, peaks.subarray(from, to).reduce((one, other) => Math.max(one, other), 0) / most);
    return `M${column} ${(-height).toFixed(3)}h.7V${height.toFixed(3)}h-.7z`;
  }).join('');
}
