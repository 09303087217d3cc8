import { safeName } from '../triage/attachments/names.ts';

/** The media type of a recording, when it is one of sound; else an empty text. */
export function audioTypeOf({ mediaType }: { readonly mediaType: string }): string {
  return /^audio\/[a-z0-9.+-]{1,40}$/.test(mediaType) ? mediaType : '';
}

const endings: Readonly<Record<string, string>> = { 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg' };

/** The name a recording is saved under, unless another is chosen: `call-5b0e0b7a.wav`. */
export function recordingName(callId: string, mediaType: string): string {
  const short =
    callId
      .replace(/[^\p{L}\p{N}-]/gu, '')
      .split('-', 1)[0]
      ?.slice(0, 40) ?? '';
  return safeName(`call-${short || 'recording'}.${endings[mediaType] ?? 'wav'}`);
}

/** Whether two addresses mean the same to a server, however they are written: path and parameters, each decoded. */
export function isSameAddress(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => {
    const url = new URL(text);
    return JSON.stringify([url.origin, decodeURIComponent(url.pathname), [...url.searchParams]]);
  });
  return left === right;
}
