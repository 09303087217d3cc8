import { randomUUID } from 'node:crypto';
import { loggedAs } from '../../shared/logged-as.ts';
import { isLoopback } from '../address.ts';
import type { ByteSource } from '../bytes.ts';
import { cleanText } from '../clean-text.ts';
import { InvalidAddressError, ObjectStorageError, type RequestRef } from '../errors.ts';
import { type RequestLog, loggedPath } from '../request-log.ts';
import type { Timeouts, Transport, TransportRequest, TransportResponse } from '../transport.ts';

export interface StorageOptions {
  readonly transport: Transport;
  readonly log?: RequestLog | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
}

interface PutOptions {
  /** The media type that the address was requested for. */
  readonly type: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes sent so far. */
  readonly onSent?: ((bytes: number) => void) | undefined;
}

interface GetOptions {
  /** Limit for the response. */
  readonly maxBytes: number;
  /** Receives the bytes chunk by chunk. */
  readonly receive: (chunk: Uint8Array) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The storage behind presigned addresses, which need no authorization header. The method for uploads is not documented; PUT
 * is usual for such addresses.
 */
export interface Storage {
  /** @throws ObjectStorageError; InvalidAddressError for an address that is not secure; NetworkError, TimeoutError */
  put(address: string, bytes: ByteSource, options: PutOptions): Promise<void>;
  /** @throws ObjectStorageError; InvalidAddressError; ResponseTooLargeError; what `receive` throws */
  get(address: string, options: GetOptions): Promise<void>;
}

/** Limit for a transfer that makes progress. */
const maxTransferMs = 12 * 60 * 60_000;
const maxErrorBytes = 64 * 1024;
const redirects: readonly number[] = [301, 302, 303, 307, 308];
const maxRedirects = 3;

export function createObjectStorage({ transport, log, timeouts }: StorageOptions): Storage {
  const limits = { ...timeouts, totalMs: maxTransferMs };

  const send = async (request: TransportRequest): Promise<TransportResponse> => {
    const { method, url } = request;
    const began = performance.now();
    let transportName: string = transport.name;
    const report = (status: number | null, error: string | null): void => {
      const durationMs = Math.round(performance.now() - began);
      // The address contains its permission, so neither host nor query is logged.
      const sent = {
        requestId: randomUUID(),
        method,
        path: loggedPath(url.pathname),
        query: [],
        attempt: 1,
        retryInMs: null,
      };
      log?.({ ...sent, status, durationMs, error, transport: transportName });
    };
    try {
      const response = await transport.send({
        ...request,
        timeouts: limits,
        onTransport: (name) => void (transportName = name),
      });
      report(response.status, null);
      return response;
    } catch (error) {
      report(null, loggedAs(error));
      throw error;
    }
  };

  return {
    async put(address, bytes, { type, signal, onSent }) {
      const url = parsePresigned(address);
      const headers = { 'content-type': type, 'content-length': String(bytes.size), 'user-agent': 'call-triage' };
      const response = await send({
        method: 'PUT',
        url,
        headers,
        body: bytes,
        signal,
        onSent,
        maxBytes: maxErrorBytes,
      });
      if (response.status < 200 || response.status > 299)
        throw storageError(response, { method: 'PUT', path: url.pathname });
    },
    async get(address, { maxBytes, receive, signal }) {
      const headers = { 'accept-encoding': 'identity', 'user-agent': 'call-triage' };
      let url = parsePresigned(address);
      for (let followed = 0; ; followed += 1) {
        const response = await send({ method: 'GET', url, headers, signal, receive, maxBytes });
        const { status } = response;
        if (status === 200) return;
        if (!redirects.includes(status) || followed === maxRedirects) {
          throw storageError(response, { method: 'GET', path: url.pathname });
        }
        url = redirectTarget(url, response);
      }
    },
  };
}

/** Parses a presigned address: https, or http to this machine. @throws InvalidAddressError */
export function parsePresigned(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined)
    throw new InvalidAddressError('The service gave an address for the file that is none.', 'file-malformed');
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (!safe || url.username !== '' || url.password !== '') {
    const where = cleanText(url.host, [], 100);
    throw new InvalidAddressError(
      `The service gave an address for the file that is not secure (${where}).`,
      'file-insecure',
      where,
    );
  }
  return url;
}

/** Returns the target of a redirect. @throws InvalidAddressError for another origin */
function redirectTarget(url: URL, { headers }: TransportResponse): URL {
  const location = headers['location'] ?? '';
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  if (next?.origin === url.origin) return next;
  const where = next === undefined ? null : cleanText(next.host, [], 100);
  throw new InvalidAddressError(
    `The storage sends on to another server (${where ?? 'nowhere'}); it is not followed.`,
    'file-redirected',
    where,
  );
}

/** Converts an error response: `<Error><Code>…</Code><Message>…</Message></Error>`. An expired address gets a 403. */
function storageError({ status, body }: TransportResponse, ref: RequestRef): ObjectStorageError {
  const xml = new TextDecoder().decode(body.subarray(0, 8192));
  const part = (name: string): string | null => {
    const found = new RegExp(`<${name}>([^<]{1,300})</${name}>`).exec(xml)?.[1];
    return found === undefined ? null : cleanText(found, [], 200);
  };
  const code = part('Code');
  const message = part('Message') ?? `The storage answered ${status}.`;
  const expired = status === 410 || code === 'ExpiredToken' || (status === 403 && isExpiry(code, message));
  return new ObjectStorageError(message, ref, { status, serviceCode: code, expired });
}

function isExpiry(code: string | null, message: string): boolean {
  return code === null || code === 'AccessDenied' || /expire/i.test(message);
}
