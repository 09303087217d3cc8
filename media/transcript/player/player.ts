import { type AudioMessage, longSilence, type PlayerSettings, type RecordingView } from '../../../src/shared/audio.ts';
import { type FlagMark, subjectOf } from '../../../src/shared/transcript.ts';
import { around, el } from '../dom.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';
import type { RowList } from '../rows/list.ts';
import type { Live } from '../rows/live.ts';
import type { Memory } from '../rows/memory.ts';
import type { Model } from '../rows/model.ts';
import { plain } from '../rows/text.ts';
import { type Analysis, analyse, longestAnalysis } from './analysis.ts';
import { Controls } from './controls.ts';
import { Follow } from './follow.ts';
import { Sound } from './sound.ts';
import { Waveform } from './waveform.ts';

export interface PlayerParts {
  readonly sound: Sound;
  readonly model: Model;
  readonly list: RowList;
  readonly memory: Memory;
  readonly live: Live;
  readonly post: Post;
  /** The lower edge of what covers the top of the page, in px. */
  readonly top: () => number;
  /** Wants the messages after those that are here, if there are any. */
  readonly more: () => void;
}

/** Silence is left this many seconds before somebody speaks. */
const lead = 0.3;

/** Loudness by recording: a page that is drawn anew does not ask again. */
const analyses = new WeakMap<Blob, Promise<Analysis>>();

/** The page's one sound: it outlives what is drawn of it. */
let pageSound: Sound | undefined;

/** The player of a call, for the page's sound. */
export function makePlayer(recording: RecordingView, parts: Omit<PlayerParts, 'sound'>): Player {
  pageSound ??= new Sound(parts.post);
  return new Player(recording, { ...parts, sound: pageSound });
}

/** Plays the call's recording along with its messages. */
export class Player {
  readonly element: HTMLElement;
  readonly #parts: PlayerParts;
  readonly #recording: RecordingView;
  readonly #controls: Controls | undefined;
  readonly #follow: Follow;
  readonly #waveform = new Waveform();
  readonly #stop: () => void;
  #settings: PlayerSettings;
  #flags: readonly FlagMark[] = [];
  #analysis: Analysis | undefined;
  /** The recording whose loudness was asked for, found out or not. */
  #analysed: Blob | undefined;
  /** Undefined until the reader has said so: then it comes with the recording. */
  #waveformShown: boolean | undefined;
  #noted = -1;

  constructor(recording: RecordingView, parts: PlayerParts) {
    const { sound, model, list, memory } = parts;
    this.#parts = parts;
    this.#recording = recording;
    this.#settings = recording;
    sound.enter(subjectOf(model.view.header), memory.value.heard ?? 0);
    this.#follow = new Follow(model, list, parts.top, parts.more);
    if (recording.absent !== null) {
      this.element = el('p', { class: 'player absent', text: plain(recording.absent) });
      this.#stop = () => undefined;
      return;
    }
    const controls = new Controls(recording, {
      toggle: () => this.toggle(),
      seek: (seconds) => this.#seek(seconds),
      change: (settings) => this.#change(settings),
      waveform: () => this.#toggleWaveform(),
      act: (id) => this.#act(id),
    });
    this.#controls = controls;
    this.element = controls.element;
    controls.scrub.prepend(this.#waveform.element);
    sound.set(recording);
    list.element.classList.add('seekable');
    list.element.addEventListener('click', (event) => this.#clicked(event));
    this.#stop = sound.onChange(() => this.#refresh());
    this.#refresh();
  }

  /** Does what the host says. */
  take(message: AudioMessage): void {
    const { sound, live } = this.#parts;
    if (this.#controls === undefined) {
      if (message.kind !== 'settings' && this.#recording.absent !== null) live.say(this.#recording.absent, 'warning');
      return;
    }
    switch (message.kind) {
      case 'settings':
        this.#apply(message.settings);
        return;
      case 'toggle':
        this.toggle();
        return;
      case 'play':
        this.#playFrom(this.#parts.model.positionOf(message.index));
        return;
      case 'waveform':
        this.#toggleWaveform();
        return;
      default:
        sound.take(message);
    }
  }

  toggle(): void {
    const { sound } = this.#parts;
    if (sound.playing) sound.pause();
    else this.#play();
  }

  /** The space bar in the list: pauses, or plays from the selected message on. Returns whether there is anything to play. */
  space(selected: number | null): boolean {
    if (this.#controls === undefined) return false;
    const { sound } = this.#parts;
    const paused = selected === null || selected === this.#follow.at(sound.time);
    if (sound.playing || paused) this.toggle();
    else this.#playFrom(selected);
    return true;
  }

  showFlags(flags: readonly FlagMark[]): void {
    this.#flags = flags;
    this.#mark();
  }

  dispose(): void {
    this.#stop();
    this.#follow.dispose();
  }

  get #duration(): number {
    return this.#parts.sound.duration ?? this.#recording.duration ?? 0;
  }

  #play(): void {
    const { sound } = this.#parts;
    if (sound.duration !== null && sound.time >= sound.duration - 0.05) sound.seek(0);
    this.#follow.rejoin();
    sound.play();
  }

  #playFrom(position: number | undefined): void {
    if (this.#seekTo(position)) this.#play();
  }

  /** Goes to where a message begins. Returns whether that is known. */
  #seekTo(position: number | undefined): boolean {
    const seconds = position === undefined ? null : (this.#parts.model.placed[position]?.row.seconds ?? null);
    if (seconds === null) {
      this.#parts.live.say(t('This message has no position in the recording.'), 'warning');
      return false;
    }
    this.#seek(seconds);
    return true;
  }

  #seek(seconds: number): void {
    this.#follow.rejoin();
    this.#parts.sound.seek(Math.min(seconds, this.#duration || seconds));
  }

  #clicked(event: MouseEvent): void {
    const time = around(event.target, '.time');
    const index = time?.textContent === '' ? undefined : around(time, '.row')?.dataset['messageIndex'];
    if (index !== undefined) this.#seekTo(this.#parts.model.positionOf(Number(index)));
  }

  #change(settings: PlayerSettings): void {
    const { speed, skipSilence } = settings;
    this.#apply(settings);
    this.#parts.post({ type: 'audio', request: { kind: 'settings', speed, skipSilence } });
  }

  #apply(settings: PlayerSettings): void {
    this.#settings = settings;
    this.#parts.sound.set(settings);
    this.#controls?.showSettings(settings);
    if (settings.skipSilence) this.#analyse();
  }

  #act(id: string): void {
    const { post, sound } = this.#parts;
    if (id === 'retry') sound.play();
    else if (id === 'open' || id === 'save') post({ type: 'audio', request: { kind: id } });
    else post({ type: 'problem', action: id });
  }

  #toggleWaveform(): void {
    this.#showWaveform(this.#waveformShown !== true);
    if (this.#waveformShown !== true) return;
    // One that could not be drawn is tried again, or at least said again.
    if (this.#analysis === undefined) this.#analysed = undefined;
    this.#parts.sound.load();
    this.#analyse();
  }

  /** Finds out where it is loud, once it is there and somebody wants to know. */
  #analyse(): void {
    const { blob, state, duration } = this.#parts.sound;
    if (blob === undefined || state !== 'ready' || this.#analysed === blob) return;
    this.#analysed = blob;
    if ((duration ?? 0) > longestAnalysis) {
      this.#refuse(t('No waveform or silence skipping for recordings longer than an hour.'));
      return;
    }
    const running = analyses.get(blob) ?? analyse(blob, longSilence);
    analyses.set(blob, running);
    running.then(
      (analysis) => {
        if (this.#parts.sound.blob !== blob) return;
        this.#analysis = analysis;
        this.#waveform.draw(analysis.peaks);
        this.#showWaveform(this.#waveformShown ?? true);
        this.#mark();
      },
      () => this.#refuse(t('No waveform or silence skipping for this recording.')),
    );
  }

  /** Says why there is none, to those who asked for one. */
  #refuse(sentence: string): void {
    const isAsked = this.#waveformShown === true || this.#settings.skipSilence;
    if (isAsked) this.#parts.live.say(sentence, 'warning');
    this.#showWaveform(false);
  }

  #showWaveform(shown: boolean): void {
    this.#waveformShown = shown;
    this.#controls?.showWaveform(shown);
  }

  #mark(): void {
    if (this.#analysis !== undefined) this.#waveform.mark(this.#flags, this.#parts.model, this.#duration || 1);
  }

  #refresh(): void {
    const { sound } = this.#parts;
    const { state, time, playing, failure } = sound;
    if (playing && this.#settings.skipSilence) this.#skip(time);
    if (state === 'ready' && (this.#waveformShown !== false || this.#settings.skipSilence)) this.#analyse();
    const loading = state === 'loading' ? Math.floor(100 * (sound.loaded ?? 0)) : null;
    this.#controls?.show({ playing, loading, time, duration: this.#duration, failure });
    const heard = playing || time > 0 ? time : null;
    this.#follow.show(heard, playing && state === 'ready');
    if (Math.abs(time - this.#noted) >= 1 || !playing) this.#note(time);
  }

  /** Remembers the place for when the page is shown again. */
  #note(time: number): void {
    if (time === this.#noted) return;
    this.#noted = time;
    this.#parts.memory.update({ heard: time > 0 ? time : null });
  }

  #skip(time: number): void {
    const silence = this.#analysis?.silences.find(({ from, to }) => time > from + lead && time < to - 2 * lead);
    if (silence !== undefined) this.#parts.sound.seek(silence.to - lead);
  }
}
