/** View model and messages of the player for a call's recording. */
import type { PageAction } from './page-action.ts';

/** Playback speeds that can be chosen. */
export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** Settings of the player, kept from call to call. */
export interface PlayerSettings {
  readonly speed: (typeof speeds)[number];
  /** Skip silence of more than `longSilence`. */
  readonly skipSilence: boolean;
}

export const defaultPlayerSettings: PlayerSettings = { speed: 1, skipSilence: false };

/** The longest silence, in seconds, that is not skipped. */
export const longSilence = 5;

/** A call's recording, as far as it is known before it is fetched. */
export interface RecordingView extends PlayerSettings {
  /** Reason that there is none, as a sentence; null when there may be one. */
  readonly absent: string | null;
  /** Duration of the call in seconds; null when unknown. */
  readonly duration: number | null;
}

/** Messages of the host to the player. */
export type AudioMessage =
  /** The next bytes of the recording, in order. The page has neither its URL nor the key. */
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
