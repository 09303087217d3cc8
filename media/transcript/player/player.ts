import { type AudioMessage, longSilence, type PlayerSettings, type RecordingView } from '../../../src/shared/audio.ts';
import { type FlagMark, subjectOf } from '../../../src/shared/transcript.ts';
import type { Announcer } from '../../ui/announcer.ts';
import { closest, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { plain } from '../../ui/text.ts';
import type { Post } from '../host.ts';
import type { Model } from '../model.ts';
import type { RowList } from '../rows/row-list.ts';
import type { SavedState } from '../saved-state.ts';
import { type Analysis, analyse, TooLongError } from './analysis.ts';
import { Controls } from './controls.ts';
import { PlaybackFollower } from './playback-follower.ts';
import { Sound } from './sound.ts';
import { speakerAt, type Voices, voicesOf } from './voices.ts';
import { Waveform } from './waveform.ts';

export interface PlayerParts {
  readonly sound: Sound;
  readonly model: Model;
  readonly list: RowList;
  readonly saved: SavedState;
  readonly announcer: Announcer;
  readonly post: Post;
  /** Lower edge of what covers the top of the page, in px. */
  readonly top: () => number;
  /** Loads the next messages, if there are any. */
  readonly more: () => void;
}

/** Seconds of silence that are kept before speech. */
const lead = 0.3;

/** Analyses by recording: another player of the same recording does not repeat them. */
const analyses = new WeakMap<Blob, Promise<Analysis>>();

/** Shared by all players of the page, so that playback goes on while the transcript is redrawn. */
let pageSound: Sound | undefined;

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
  readonly #follower: PlaybackFollower;
  readonly #waveform = new Waveform();
  readonly #stop: () => void;
  #settings: PlayerSettings;
  #flags: readonly FlagMark[] = [];
  #analysis: Analysis | undefined;
  /** Of a stereo recording, once it is analysed. */
  #voices: Voices | undefined;
  /** The recording whose analysis was started. */
  #analysed: Blob | undefined;
  /** Undefined until it is toggled: then it is shown once the recording is analysed. */
  #waveformShown: boolean | undefined;
  /** The time that was saved last, in seconds. */
  #savedTime = -1;

  constructor(recording: RecordingView, parts: PlayerParts) {
    const { sound, model, list, saved } = parts;
    this.#parts = parts;
    this.#recording = recording;
    this.#settings = recording;
    sound.switchTo(subjectOf(model.view.header), saved.value.heard ?? 0);
    this.#follower = new PlaybackFollower(model, list, parts.top, parts.more);
    if (recording.absent !== null) {
      this.element = el('p', { class: 'player absent', text: plain(recording.absent) });
      this.#stop = () => undefined;
      return;
    }
    const controls = new Controls(recording, {
      toggle: () => this.toggle(),
      seek: (seconds) => this.#seek(Math.min(seconds, this.#duration || seconds)),
      change: (settings) => this.#change(settings),
      waveform: () => this.#toggleWaveform(),
      act: (id) => this.#act(id),
    });
    this.#controls = controls;
    this.element = controls.element;
    controls.scrub.prepend(this.#waveform.element);
    controls.scrub.before(this.#waveform.names);
    sound.set(recording);
    list.element.classList.add('seekable');
    list.element.addEventListener('click', (event) => this.#clicked(event));
    this.#stop = sound.onChange(() => this.#refresh());
    this.#refresh();
  }

  handle(message: AudioMessage): void {
    const { sound, announcer } = this.#parts;
    if (this.#controls === undefined) {
      if (message.kind !== 'settings' && this.#recording.absent !== null)
        announcer.say(this.#recording.absent, 'warning');
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
        sound.handle(message);
    }
  }

  toggle(): void {
    const { sound } = this.#parts;
    if (sound.playing) sound.pause();
    else this.#play();
  }

  /** Pauses, or plays from the selected message on. Returns whether there is a recording. */
  playOrPause(selected: number | null): boolean {
    if (this.#controls === undefined) return false;
    const { sound } = this.#parts;
    const paused = selected === null || selected === this.#follower.at(sound.time);
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
    this.#follower.dispose();
  }

  get #duration(): number {
    return this.#parts.sound.duration ?? this.#recording.duration ?? 0;
  }

  #play(): void {
    const { sound } = this.#parts;
    if (sound.duration !== null && sound.time >= sound.duration - 0.05) sound.seek(0);
    this.#follower.rejoin();
    sound.play();
  }

  #playFrom(position: number | undefined): void {
    if (this.#seekTo(position)) this.#play();
  }

  /** Seeks the start of a message. Returns whether that is known. */
  #seekTo(position: number | undefined): boolean {
    const seconds = position === undefined ? null : (this.#parts.model.placed[position]?.row.seconds ?? null);
    if (seconds === null) {
      this.#parts.announcer.say(t('This message has no position in the recording.'), 'warning');
      return false;
    }
    this.#seek(seconds);
    return true;
  }

  /** @param seconds may be later than the length in the call's details, all that is known before the recording is loaded */
  #seek(seconds: number): void {
    this.#follower.rejoin();
    this.#parts.sound.seek(seconds);
  }

  #clicked(event: MouseEvent): void {
    const time = closest(event.target, '.time');
    const index = time?.textContent === '' ? undefined : closest(time, '.row')?.dataset['messageIndex'];
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
    // A failed analysis is tried again, or its failure announced again.
    if (this.#analysis === undefined) this.#analysed = undefined;
    this.#parts.sound.load();
    this.#analyse();
  }

  /** Analyses the recording once, when it is loaded. */
  #analyse(): void {
    const { blob, state, duration } = this.#parts.sound;
    if (blob === undefined || state !== 'ready' || this.#analysed === blob) return;
    this.#analysed = blob;
    const running = analyses.get(blob) ?? analyse(blob, duration, longSilence);
    analyses.set(blob, running);
    running.then(
      (analysis) => {
        if (this.#parts.sound.blob === blob) this.#showAnalysis(analysis);
      },
      (error: unknown) =>
        this.#refuse(
          error instanceof TooLongError
            ? t('No waveform or silence skipping for recordings longer than an hour.')
            : t('No waveform or silence skipping for this recording.'),
        ),
    );
  }

  #showAnalysis(analysis: Analysis): void {
    this.#analysis = analysis;
    this.#voices = undefined;
    if (analysis.sides === null) this.#waveform.draw(analysis.peaks);
    else this.#showVoices(voicesOf(analysis, analysis.sides, this.#parts.model.view.rows));
    this.#showWaveform(this.#waveformShown ?? true);
    this.#mark();
  }

  /** Shows agent and caller apart, and has suggestions made from what was measured. */
  #showVoices(voices: Voices): void {
    this.#voices = voices;
    this.#waveform.drawVoices(voices);
    this.#refresh();
    if (!voices.isIdentified) return;
    const { seconds, agent, caller } = voices.speech;
    this.#parts.post({ type: 'audio', request: { kind: 'measured', seconds, agent: [...agent], caller: [...caller] } });
  }

  /** Hides the waveform; announces the reason if one was asked for. */
  #refuse(sentence: string): void {
    const isAsked = this.#waveformShown === true || this.#settings.skipSilence;
    if (isAsked) this.#parts.announcer.say(sentence, 'warning');
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
    const speaker = this.#voices === undefined ? '' : speakerAt(this.#voices, time);
    this.#controls?.show({ playing, loading, time, duration: this.#duration, speaker, failure });
    const heard = playing || time > 0 ? time : null;
    this.#follower.show(heard, playing && state === 'ready');
    if (Math.abs(time - this.#savedTime) >= 1 || !playing) this.#saveTime(time);
  }

  /** Saves the time for when the page is shown again. */
  #saveTime(time: number): void {
    if (time === this.#savedTime) return;
    this.#savedTime = time;
    this.#parts.saved.update({ heard: time > 0 ? time : null });
  }

  #skip(time: number): void {
    const silence = this.#analysis?.silences.find(({ from, to }) => time > from + lead && time < to - 2 * lead);
    if (silence !== undefined) this.#parts.sound.seek(silence.to - lead);
  }
}
