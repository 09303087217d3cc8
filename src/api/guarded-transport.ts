import { isWrite } from './errors.ts';
import { refOf, type Transport } from './transport.ts';

/** Returns a transport that awaits `before` before each request that writes, and does not send it if `before` rejects. */
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
