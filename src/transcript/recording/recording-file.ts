import { safeName } from '../../triage/attachments/names.ts';

/** Returns the media type of a recording if it is an audio type, else an empty text. */
export function audioTypeOf({ mediaType }: { readonly mediaType: string }): string {
  return /^audio\/[a-z0-9.+-]{1,40}$/.test(mediaType) ? mediaType : '';
}

const extensions: Readonly<Record<string, string>> = { 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg' };

/** Returns the proposed file name of a recording: `call-5b0e0b7a.wav`. */
export function recordingName(callId: string, mediaType: string): string {
  const short =
    callId
      .replace(/[^\p{L}\p{N}-]/gu, '')
      .split('-', 1)[0]
      ?.slice(0, 40) ?? '';
  return safeName(`call-${short || 'recording'}.${extensions[mediaType] ?? 'wav'}`);
}

/** Returns whether two addresses have the same path and parameters once decoded. */
export function isSameAddress(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => {
    const url = new URL(text);
    return JSON.stringify([url.origin, decodeURIComponent(url.pathname), [...url.searchParams]]);
  });
  return left === right;
}
