import { type PlayerSettings, speeds } from '../../../src/shared/audio.ts';
import { offset } from '../../../src/shared/offset.ts';
import { button, el, icon, iconButton } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine } from '../../ui/text.ts';
import type { Failure } from './sound.ts';

export interface ControlEvents {
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
  readonly change: (settings: PlayerSettings) => void;
  readonly waveform: () => void;
  readonly act: (id: string) => void;
}

export interface PlayerState {
  readonly playing: boolean;
  /** Loaded percent; null when nothing is loading. */
  readonly loading: number | null;
  readonly time: number;
  /** Seconds; 0 while unknown. */
  readonly duration: number;
  /** Who speaks at that time, in words; empty while unknown. */
  readonly speaker: string;
  readonly failure: Failure | undefined;
}

/** Seconds by which keys move the seek bar. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

/** The player's buttons and its seek bar. */
export class Controls {
  readonly element: HTMLElement;
  /** Around the seek bar; the waveform goes behind it. */
  readonly scrub: HTMLElement;
  readonly #events: ControlEvents;
  readonly #play = button({ class: 'icon-button play', click: () => this.#events.toggle() });
  readonly #bar = el('input', { class: 'seek', type: 'range', min: '0', step: 'any' });
  readonly #time = el('span', { class: 'player-time' });
  readonly #speed = el('select', { class: 'speed', 'aria-label': t('Speed'), title: t('Speed') });
  readonly #skip = iconButton('skip', t('Skip silence'));
  readonly #wave = iconButton('wave', t('Waveform'), { click: () => this.#events.waveform() });
  readonly #problem = el('div', { class: 'player-problem', role: 'status' });
  #settings: PlayerSettings;
  #failure: Failure | undefined;
  #sign = '';
  #busy = false;

  constructor(settings: PlayerSettings, events: ControlEvents) {
    this.#events = events;
    this.#settings = settings;
    this.#bar.setAttribute('aria-label', t('Position in the recording'));
    this.#skip.title = t('Skip silence longer than 5 seconds');
    this.#speed.append(...speeds.map((speed) => el('option', { value: String(speed), text: `${speed}×` })));
    this.scrub = el('div', { class: 'scrub' }, this.#bar);
    this.element = el(
      'div',
      { class: 'player', role: 'group', 'aria-label': t('Recording') },
      this.#play,
      el('div', { class: 'timeline' }, this.scrub),
      this.#time,
      this.#speed,
      this.#skip,
      this.#wave,
      this.#problem,
    );
    this.#listen();
    this.show({ playing: false, loading: null, time: 0, duration: 0, speaker: '', failure: undefined });
    this.showSettings(settings);
    this.showWaveform(false);
  }

  show({ playing, loading, time, duration, speaker, failure }: PlayerState): void {
    const sign = playing ? 'pause' : 'play';
    if (sign !== this.#sign) {
      const name = playing ? t('Pause') : t('Play');
      this.#play.replaceChildren(icon(sign));
      this.#play.setAttribute('aria-label', name);
      this.#play.title = name;
      this.#sign = sign;
    }
    this.#bar.max = String(Math.max(duration, time, 1));
    this.#bar.value = String(time);
    this.element.style.setProperty('--played', `${(100 * time) / Number(this.#bar.max)}%`);
    const words = duration > 0 ? t('{0} of {1}', offset(time), offset(duration)) : offset(time);
    this.#bar.setAttribute('aria-valuetext', speaker === '' ? words : `${words}, ${speaker}`);
    this.#busy = loading !== null;
    this.element.toggleAttribute('aria-busy', this.#busy);
    const end = duration > 0 ? [el('span', { class: 'whole', text: ` / ${offset(duration)}` })] : [];
    if (loading === null) this.#time.replaceChildren(el('span', { text: offset(time) }), ...end);
    else this.#time.replaceChildren(el('span', { text: t('Loading {0} %', loading) }));
    this.#showFailure(failure);
  }

  showSettings(settings: PlayerSettings): void {
    this.#settings = settings;
    this.#speed.value = String(settings.speed);
    this.#skip.setAttribute('aria-pressed', String(settings.skipSilence));
  }

  showWaveform(shown: boolean): void {
    this.element.classList.toggle('with-waveform', shown);
    this.#wave.setAttribute('aria-pressed', String(shown));
  }

  /** Shows why there is nothing to play, and what can be done, in place of the seek bar. */
  #showFailure(failure: Failure | undefined): void {
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.element.classList.toggle('failed', failure !== undefined);
    const actions = (failure?.actions ?? []).map(({ id, label }) => {
      return button({ class: 'link', text: oneLine(label, 60), click: () => this.#events.act(id) });
    });
    const sentence = failure === undefined ? [] : [el('span', { dir: 'auto', text: oneLine(failure.sentence, 300) })];
    this.#problem.replaceChildren(...sentence, ...actions);
  }

  #listen(): void {
    this.#bar.addEventListener('input', () => this.#events.seek(this.#bar.valueAsNumber));
    this.#bar.addEventListener('keydown', (event) => this.#pressed(event));
    this.#speed.addEventListener('change', () => {
      const speed = speeds.find((known) => String(known) === this.#speed.value);
      if (speed !== undefined) this.#events.change({ ...this.#settings, speed });
    });
    this.#skip.addEventListener('click', () => {
      this.#events.change({ ...this.#settings, skipSilence: !this.#settings.skipSilence });
    });
  }

  /** Keys of the seek bar do not reach the editor. Space plays, as on the button beside it. */
  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step !== undefined) this.#events.seek(this.#bar.valueAsNumber + step);
    else if (event.key === 'Home') this.#events.seek(0);
    else if (event.key === 'End') this.#events.seek(Number(this.#bar.max));
    else if (event.key === ' ') this.#events.toggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
