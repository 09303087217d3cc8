import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import type { Model } from '../model.ts';
import type { Voices } from './voices.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Bars of the waveform. */
const columns = 400;

/**
 * A picture of the loudness over time, with the flagged messages; of a stereo recording the agent above the caller. A screen
 * reader gets who speaks for how long instead; for one channel, the seek bar says the same.
 */
export class Waveform {
  readonly element = el('div', { class: 'waveform', 'aria-hidden': 'true' });
  /** Names of the two channels, beside the waveform. */
  readonly names = el('div', { class: 'wave-names', 'aria-hidden': 'true' });
  readonly #flags = el('div', { class: 'wave-flags' });

  draw(peaks: Float32Array): void {
    this.#show([drawing('wave', outline(peaks, loudestOf(peaks), 'both'))]);
    this.names.replaceChildren();
    this.element.removeAttribute('role');
    this.element.setAttribute('aria-hidden', 'true');
  }

  drawVoices(voices: Voices): void {
    const { agent, caller } = voices.peaks;
    const most = [loudestOf(agent), loudestOf(caller)] as const;
    this.#show([
      drawing('wave agent', outline(agent, most[0], 'above')),
      drawing('wave caller', outline(caller, most[1], 'below')),
    ]);
    const names = voices.isIdentified ? [t('Agent'), t('Caller')] : [t('Channel {0}', 1), t('Channel {0}', 2)];
    const places = ['agent', 'caller'].map((side, place) => el('span', { class: side, text: names[place] ?? '' }));
    this.names.replaceChildren(...places);
    this.names.title = voices.summary;
    this.element.removeAttribute('aria-hidden');
    this.element.setAttribute('role', 'img');
    this.element.setAttribute('aria-label', voices.summary);
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

  #show(waves: readonly SVGElement[]): void {
    const played = waves.map((wave) => {
      const copy = wave.cloneNode(true) as SVGElement;
      copy.classList.add('played');
      return copy;
    });
    this.element.replaceChildren(...waves, ...played, this.#flags);
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

function loudestOf(peaks: Float32Array): number {
  return Math.max(
    0.05,
    peaks.reduce((one, other) => Math.max(one, other), 0),
  );
}

/** One bar for each column, as high as its loudest window: above the middle, below it, or both. */
function outline(peaks: Float32Array, most: number, place: 'both' | 'above' | 'below'): string {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * peaks.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / columns));
    const height = Math.max(
      place === 'both' ? 0.03 : 0.12,
      peaks.subarray(from, to).reduce((one, other) => Math.max(one, other), 0) / most,
    );
    const [top, bottom] = [place === 'below' ? 0.08 : -height, place === 'above' ? -0.08 : height];
    return `M${column} ${top.toFixed(3)}h.7V${bottom.toFixed(3)}h-.7z`;
  }).join('');
}
