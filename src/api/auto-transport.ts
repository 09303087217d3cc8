import { isWrite, NetworkError, TimeoutError } from './errors.ts';
import { refOf, type Transport, type TransportRequest } from './transport.ts';

/** How long a way that worked is used for an origin before the first is tried again, milliseconds. */
const rememberMs = 10 * 60_000;

export interface AutoTransportOptions {
  /** Milliseconds, of a clock that only goes forward. */
  readonly now?: () => number;
  /** Called when an origin is reached another way than before. */
  readonly onSwitch?: (origin: string, to: string) => void;
}

/**
 * Two transports as one: the first, and the second for origins that only it can connect to. A request goes to the other
 * one only if nothing can have been done by it: it is a read, or it was surely not sent.
 */
export function createAutoTransport(
  first: Transport,
  second: Transport,
  options: AutoTransportOptions = {},
): Transport {
  const { now = () => performance.now(), onSwitch } = options;
  /** Until when an origin goes the second way. */
  const detours = new Map<string, number>();

  const remember = (origin: string, used: Transport): void => {
    const before = detours.has(origin) ? second : first;
    if (used === second) detours.set(origin, now() + rememberMs);
    else detours.delete(origin);
    if (used !== before) onSwitch?.(origin, used.name);
  };

  return {
    name: 'auto',
    async send(request) {
      const { origin } = request.url;
      const usual = (detours.get(origin) ?? 0) > now() ? second : first;
      const other = usual === first ? second : first;
      let failure: unknown;
      try {
        const response = await usual.send(request);
        if (usual === first) remember(origin, first);
        return response;
      } catch (error) {
        if (request.signal?.aborted === true || !mayGoAnotherWay(error, request)) throw error;
        failure = error;
      }
      try {
        const response = await other.send(request);
        // An answer of the proxy is none of the service.
        if (response.status !== 407) remember(origin, other);
        return response;
      } catch (error) {
        // Of two ways that do not connect, the first's error tells more; any other may mean that the request arrived.
        if (usual !== first || !mayGoAnotherWay(error, request)) throw error;
        request.carriedBy?.(first.name);
        throw failure;
      }
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

function mayGoAnotherWay(error: unknown, request: TransportRequest): boolean {
  return couldNotConnect(error) && (!isWrite(refOf(request)) || !wasSent(error));
}

function couldNotConnect(error: unknown): boolean {
  if (error instanceof TimeoutError) return error.phase === 'connect';
  return error instanceof NetworkError && ['dns', 'connect', 'tls', 'proxy'].includes(error.stage);
}

function wasSent(error: unknown): boolean {
  return (error instanceof NetworkError || error instanceof TimeoutError) && error.sent;
}
