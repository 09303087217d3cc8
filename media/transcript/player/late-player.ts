import type { AudioMessage, RecordingView } from '../../../src/shared/audio.ts';
import type { FlagMark } from '../../../src/shared/transcript.ts';
import { el } from '../dom.ts';
import type { Player, PlayerParts } from './player.ts';

/**
 * The player, whose code comes after the page's own: what is read does not wait for what is heard. Its place is kept, and
 * what it is asked for meanwhile is done once it is there.
 */
export class LatePlayer {
  readonly element = el('div', { class: 'player loading' });
  readonly #recording: RecordingView;
  #player: Player | undefined;
  #disposed = false;
  #later: ((player: Player) => void)[] = [];

  constructor(recording: RecordingView, parts: Omit<PlayerParts, 'sound'>) {
    this.#recording = recording;
    void import('./player.ts').then(({ makePlayer }) => {
      if (this.#disposed) return;
      const player = makePlayer(recording, parts);
      this.#player = player;
      this.element.replaceWith(player.element);
      for (const ask of this.#later.splice(0)) ask(player);
    });
  }

  /** Does what the host says. */
  take(message: AudioMessage): void {
    this.#ask((player) => player.take(message));
  }

  /** The space bar in the list, with this row selected. Returns whether there is anything to play. */
  space(selected: number | null): boolean {
    this.#ask((player) => player.space(selected));
    return this.#recording.absent === null;
  }

  showFlags(flags: readonly FlagMark[]): void {
    this.#ask((player) => player.showFlags(flags));
  }

  dispose(): void {
    this.#disposed = true;
    this.#player?.dispose();
  }

  #ask(ask: (player: Player) => void): void {
    if (this.#player === undefined) this.#later.push(ask);
    else ask(this.#player);
  }
}
