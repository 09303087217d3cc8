import { readBytes } from './answer.ts';
import type { RecordingPart } from './bland/recordings.ts';
import { isLoopback } from './address.ts';
import { InvalidAddressError, RecordingTooLargeError, ResponseTooLargeError } from './errors.ts';
import type { Transport } from './transport.ts';

export interface RemoteRecordingOptions {
  readonly signal: AbortSignal;
  /** The largest recording that is fetched. */
  readonly maxBytes: number;
  /** Awaited before each site that is asked, redirects included; rejects when it must not be. */
  readonly allow: (origin: string) => Promise<void>;
}

const redirects: readonly number[] = [301, 302, 303, 307, 308];
const mostRedirects = 5;

/**
 * Fetches a recording from an address that a file names, without any key or cookie.
 *
 * @throws what `allow` throws; InvalidAddressError, RecordingTooLargeError, ApiError, NetworkError, TimeoutError, AbortError
 */
export async function fetchRemoteRecording(
  transport: Transport,
  address: string,
  { signal, maxBytes, allow }: RemoteRecordingOptions,
): Promise<RecordingPart> {
  let url = parseAddress(address);
  const headers = { accept: 'audio/*, */*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'call-triage' };
  for (let followed = 0; ; followed += 1) {
    await allow(url.origin);
    const request = { method: 'GET', path: url.pathname } as const;
    const response = await transport.send({ method: 'GET', url, headers, signal, maxBytes }).catch((error: unknown) => {
      throw error instanceof ResponseTooLargeError ? new RecordingTooLargeError(request, maxBytes) : error;
    });
    const { location } = response.headers;
    if (redirects.includes(response.status) && location !== undefined && followed < mostRedirects) {
      url = parseAddress(location, url);
      continue;
    }
    const { bytes, headers: answered } = readBytes(response, { request, secrets: [], nowMs: Date.now() });
    const named = (answered['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const mediaType = named.startsWith('audio/') ? named : audioTypeOf(bytes);
    return { position: 0, total: bytes.length, mediaType, bytes };
  }
}

/** @throws InvalidAddressError for an address that is not asked: https only, or this machine, without a password in it */
function parseAddress(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base?.href) : undefined;
  if (url === undefined)
    throw new InvalidAddressError('The address of the recording is not valid.', 'recording-malformed');
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (!isSafe || url.username !== '' || url.password !== '') {
    throw new InvalidAddressError('The address of the recording is not secure.', 'recording-insecure');
  }
  return url;
}

/** Storages often name no type: the first bytes tell it. */
function audioTypeOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (start.startsWith('RIFF')) return 'audio/wav';
  if (start.startsWith('OggS')) return 'audio/ogg';
  if (start.startsWith('fLaC')) return 'audio/flac';
  return start.slice(4, 8) === 'ftyp' ? 'audio/mp4' : 'audio/mpeg';
}
