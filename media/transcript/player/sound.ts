import type { AudioMessage, PlayerSettings } from '../../../src/shared/audio.ts';
import type { Post } from '../host.ts';

/** `idle`: not requested yet. `loading`: its bytes are coming. `ready`: it can be played. `failed`: it cannot. */
export type SoundState = 'idle' | 'loading' | 'ready' | 'failed';

export type Failure = Omit<Extract<AudioMessage, { kind: 'failed' }>, 'kind'>;

/**
 * Loads and plays the recording of a call: requested from the host on first use, collected from its parts, and played from a
 * blob.
 */
export class Sound {
  readonly #post: Post;
  readonly #audio = new Audio();
  readonly #listeners = new Set<() => void>();
  #callId: string | undefined;
  #state: SoundState = 'idle';
  #parts: BlobPart[] = [];
  #received = 0;
  #total: number | null = null;
  #mediaType = '';
  #blob: Blob | undefined;
  #failure: Failure | undefined;
  /** Start of playback once it is loaded, in seconds. */
  #pending = 0;
  #wanted = false;

  constructor(post: Post) {
    this.#post = post;
    const audio = this.#audio;
    audio.preload = 'auto';
    for (const type of ['timeupdate', 'play', 'pause', 'ended', 'durationchange', 'seeked']) {
      audio.addEventListener(type, () => this.#changed());
    }
    audio.addEventListener('loadedmetadata', () => {
      audio.currentTime = this.#pending;
      this.#state = 'ready';
      if (this.#wanted) this.play();
      this.#changed();
    });
    audio.addEventListener('error', () => {
      // Removing the source also causes this event.
      if (this.#blob === undefined) return;
      this.#drop('failed');
      this.#post({ type: 'audio', request: { kind: 'unplayable' } });
    });
  }

  get state(): SoundState {
    return this.#state;
  }

  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** The loaded share, 0 to 1; null while the size is unknown. */
  get loaded(): number | null {
    return this.#total === null || this.#total === 0 ? null : this.#received / this.#total;
  }

  get time(): number {
    return this.#state === 'ready' ? this.#audio.currentTime : this.#pending;
  }

  /** Seconds; null while unknown. */
  get duration(): number | null {
    const { duration } = this.#audio;
    return this.#state === 'ready' && Number.isFinite(duration) ? duration : null;
  }

  /** It plays, or will once it is loaded. */
  get playing(): boolean {
    return this.#state === 'ready' ? !this.#audio.paused : this.#state === 'loading' && this.#wanted;
  }

  get blob(): Blob | undefined {
    return this.#blob;
  }

  /** Changes to the recording of another call, at this second. */
  switchTo(callId: string, seconds: number): void {
    if (callId === this.#callId) return;
    this.#callId = callId;
    this.#drop('idle');
    this.#pending = seconds;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  set({ speed }: PlayerSettings): void {
    this.#audio.defaultPlaybackRate = speed;
    this.#audio.playbackRate = speed;
  }

  load(): void {
    if (this.#state === 'loading' || this.#state === 'ready') return;
    this.#drop('loading');
    this.#post({ type: 'audio', request: { kind: 'load' } });
    this.#changed();
  }

  play(): void {
    this.#wanted = true;
    if (this.#state !== 'ready') {
      this.load();
      this.#changed();
      return;
    }
    // Browsers refuse playback before the first click or key; the button then shows that it is paused.
    void this.#audio.play().catch(() => this.#changed());
  }

  pause(): void {
    this.#wanted = false;
    this.#audio.pause();
    this.#changed();
  }

  seek(seconds: number): void {
    const at = Math.max(0, Math.min(seconds, this.duration ?? seconds));
    this.#pending = at;
    if (this.#state === 'ready') this.#audio.currentTime = at;
    this.#changed();
  }

  /** Handles a message of the host; parts that were not requested are dropped. */
  handle(message: Extract<AudioMessage, { kind: 'part' | 'end' | 'failed' }>): void {
    if (message.kind === 'failed') {
      const { sentence, actions } = message;
      this.#drop('failed');
      this.#failure = { sentence, actions };
    } else if (this.#state !== 'loading' || this.#blob !== undefined) {
      return;
    } else if (message.kind === 'end') {
      this.#open();
    } else if (message.position === this.#received) {
      this.#parts.push(new Uint8Array(message.bytes));
      this.#received += message.bytes.length;
      this.#total = message.total;
      this.#mediaType = message.mediaType;
    }
    this.#changed();
  }

  #open(): void {
    this.#blob = new Blob(this.#parts, { type: this.#mediaType });
    this.#parts = [];
    this.#audio.src = URL.createObjectURL(this.#blob);
  }

  #drop(state: SoundState): void {
    this.#pending = this.time;
    if (state !== 'loading') this.#wanted = false;
    this.#state = state;
    this.#blob = undefined;
    this.#failure = undefined;
    this.#parts = [];
    this.#received = 0;
    this.#total = null;
    if (this.#audio.src !== '') {
      URL.revokeObjectURL(this.#audio.src);
      this.#audio.removeAttribute('src');
      this.#audio.load();
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
