/** What the page's player and the host say to each other about a call's recording. */
import type { PageAction } from './messages.ts';

/** How fast a recording can be played. */
export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** How recordings are played, kept from call to call. */
export interface PlayerSettings {
  readonly speed: (typeof speeds)[number];
  /** Silence of more than `longSilence` is passed over. */
  readonly skipSilence: boolean;
}

/** Where nothing was chosen. */
export const usualPlayer: PlayerSettings = { speed: 1, skipSilence: false };

/** Seconds beyond which silence may be skipped. */
export const longSilence = 5;

/** What is known of a call's recording before any of it is fetched. */
export interface RecordingView extends PlayerSettings {
  /** Why there is none, as a sentence; null when there may be one. */
  readonly absent: string | null;
  /** How long the call lasted, in seconds; null when it does not say. */
  readonly duration: number | null;
}

/** What the host tells the player, or has it do. */
export type AudioMessage =
  /** The next bytes of the recording, in order. The page knows neither their address nor the key. */
  | {
      readonly kind: 'part';
      readonly position: number;
      /** Bytes of the whole; null while unknown. */
      readonly total: number | null;
      /** Empty when the service names no audio type. */
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }
  /** All of it has been sent. */
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | { readonly kind: 'settings'; readonly settings: PlayerSettings }
  | { readonly kind: 'toggle' }
  /** Play from the message with this index. */
  | { readonly kind: 'play'; readonly index: number }
  | { readonly kind: 'waveform' };
