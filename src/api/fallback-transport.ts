import { isWrite, NetworkError, TimeoutError } from './errors.ts';
import { refOf, type Transport, type TransportRequest } from './transport.ts';

/** Milliseconds for which an origin uses the second transport before the first is tried again. */
const rememberMs = 10 * 60_000;

export interface FallbackTransportOptions {
  /** Monotonic clock, milliseconds. */
  readonly now?: () => number;
  /** Called when an origin is reached over another transport than before. */
  readonly onSwitch?: (origin: string, to: string) => void;
}

/**
 * Combines two transports: the second is used for origins that only it can connect to. A request is repeated over the other
 * one only if it cannot have had an effect: it is a read, or was certainly not sent.
 */
export function createFallbackTransport(
  first: Transport,
  second: Transport,
  options: FallbackTransportOptions = {},
): Transport {
  const { now = () => performance.now(), onSwitch } = options;
  /** Origins that use the second transport, with the time until which they do. */
  const fallbacks = new Map<string, number>();

  const remember = (origin: string, used: Transport): void => {
    const before = fallbacks.has(origin) ? second : first;
    if (used === second) fallbacks.set(origin, now() + rememberMs);
    else fallbacks.delete(origin);
    if (used !== before) onSwitch?.(origin, used.name);
  };

  return {
    name: 'auto',
    async send(request) {
      const { origin } = request.url;
      const usual = (fallbacks.get(origin) ?? 0) > now() ? second : first;
      const other = usual === first ? second : first;
      let failure: unknown;
      try {
        const response = await usual.send(request);
        if (usual === first) remember(origin, first);
        return response;
      } catch (error) {
        if (request.signal?.aborted === true || !canUseOtherTransport(error, request)) throw error;
        failure = error;
      }
      try {
        const response = await other.send(request);
        // A 407 comes from a proxy, so the service was not reached.
        if (response.status !== 407) remember(origin, other);
        return response;
      } catch (error) {
        // If neither connects, the first transport's error is more precise. Other errors may mean that the request arrived.
        if (usual !== first || !canUseOtherTransport(error, request)) throw error;
        request.onTransport?.(first.name);
        throw failure;
      }
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

function canUseOtherTransport(error: unknown, request: TransportRequest): boolean {
  return couldNotConnect(error) && (!isWrite(refOf(request)) || !wasSent(error));
}

function couldNotConnect(error: unknown): boolean {
  if (error instanceof TimeoutError) return error.phase === 'connect';
  return error instanceof NetworkError && ['dns', 'connect', 'tls', 'proxy'].includes(error.stage);
}

function wasSent(error: unknown): boolean {
  return (error instanceof NetworkError || error instanceof TimeoutError) && error.sent;
}
