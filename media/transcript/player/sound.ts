import type { AudioMessage, PlayerSettings } from '../../../src/shared/audio.ts';
import type { Post } from '../host.ts';

/** `idle`: not asked for yet. `loading`: its bytes are coming. `ready`: it can be heard. `failed`: it cannot. */
export type SoundState = 'idle' | 'loading' | 'ready' | 'failed';

export type Failure = Omit<Extract<AudioMessage, { kind: 'failed' }>, 'kind'>;

/**
 * The recording of the call on the page: asked of the host when it is first wanted, collected from its parts, and played
 * from a blob. It outlives what is drawn of it.
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
  /** Where it is to go on once it is there, in seconds. */
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
      // Also what taking the source away is answered with.
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

  /** The share that has come, 0 to 1; null while the whole is unknown. */
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

  /** It plays, or will as soon as it is there. */
  get playing(): boolean {
    return this.#state === 'ready' ? !this.#audio.paused : this.#state === 'loading' && this.#wanted;
  }

  get blob(): Blob | undefined {
    return this.#blob;
  }

  /** Belongs to this call from now on, at this second; nothing changes when it does already. */
  enter(callId: string, seconds: number): void {
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
    // Refused where nobody has touched the page yet; the button then says that it is paused.
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

  /** Takes what the host sends; parts that nobody waits for are let go. */
  take(message: Extract<AudioMessage, { kind: 'part' | 'end' | 'failed' }>): void {
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
