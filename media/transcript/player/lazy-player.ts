import type { AudioMessage, RecordingView } from '../../../src/shared/audio.ts';
import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../../ui/dom.ts';
import type { Player, PlayerParts } from './player.ts';

/**
 * The player, whose code loads after the page: the transcript does not wait for it. Its room in the bar is kept, and calls
 * made meanwhile are run once it is loaded.
 */
export class LazyPlayer {
  readonly element = el('div', { class: 'player loading' });
  readonly #recording: RecordingView;
  #player: Player | undefined;
  #disposed = false;
  #waiting: ((player: Player) => void)[] = [];

  constructor(recording: RecordingView, parts: Omit<PlayerParts, 'sound'>) {
    this.#recording = recording;
    void import('./player.ts').then(({ makePlayer }) => {
      if (this.#disposed) return;
      const player = makePlayer(recording, parts);
      this.#player = player;
      this.element.replaceWith(player.element);
      for (const use of this.#waiting.splice(0)) use(player);
    });
  }

  handle(message: AudioMessage): void {
    this.#whenLoaded((player) => player.handle(message));
  }

  /** Pauses, or plays from the selected message on. Returns whether there is a recording. */
  playOrPause(selected: number | null): boolean {
    this.#whenLoaded((player) => player.playOrPause(selected));
    return this.#recording.absent === null;
  }

  showFlags(flags: readonly FlagMark[]): void {
    this.#whenLoaded((player) => player.showFlags(flags));
  }

  dispose(): void {
    this.#disposed = true;
    this.#player?.dispose();
  }

  #whenLoaded(use: (player: Player) => void): void {
    if (this.#player === undefined) this.#waiting.push(use);
    else use(this.#player);
  }
}
