import { isWrite } from './errors.ts';
import { refOf, type Transport } from './transport.ts';

/**
 * A transport that awaits `before` right before it sends a request that writes. When `before` rejects, nothing is sent and
 * its error passes through.
 */
export function guardedTransport(transport: Transport, before: () => Promise<void>): Transport {
  return {
    get name() {
      return transport.name;
    },
    async send(request) {
      if (isWrite(refOf(request))) await before();
      return transport.send(request);
    },
    close: () => transport.close(),
  };
}
