import type { Transport } from './transport.ts';

export interface RenewableTransport extends Transport {
  /** Has the next request go over a newly made transport. What is under way ends on the one it began on. */
  renew(): void;
}

interface Generation {
  readonly transport: Transport;
  inFlight: number;
}

/** A transport that is made when it is first needed, and made again when what it depends on has changed. */
export function createRenewableTransport(make: () => Transport): RenewableTransport {
  const retired = new Set<Generation>();
  let current: Generation | undefined;
  const used = (): Generation => (current ??= { transport: make(), inFlight: 0 });

  const endIfIdle = (generation: Generation): void => {
    if (generation === current || generation.inFlight > 0) return;
    retired.delete(generation);
    void generation.transport.close();
  };

  return {
    get name() {
      return used().transport.name;
    },
    async send(request) {
      const generation = used();
      generation.inFlight += 1;
      try {
        return await generation.transport.send(request);
      } finally {
        generation.inFlight -= 1;
        endIfIdle(generation);
      }
    },
    renew() {
      const old = current;
      current = undefined;
      if (old === undefined) return;
      retired.add(old);
      endIfIdle(old);
    },
    async close() {
      const all = [...retired, ...(current === undefined ? [] : [current])];
      await Promise.all(all.map(({ transport }) => transport.close()));
    },
  };
}
