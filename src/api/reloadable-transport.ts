import type { Transport } from './transport.ts';

export interface ReloadableTransport extends Transport {
  /** Uses a new transport for later requests. Requests in flight end on the old one. */
  reload(): void;
}

interface Generation {
  readonly transport: Transport;
  inFlight: number;
}

/** Returns a transport that is created on first use, and again after each `reload`. */
export function createReloadableTransport(make: () => Transport): ReloadableTransport {
  const retired = new Set<Generation>();
  let current: Generation | undefined;
  const latest = (): Generation => (current ??= { transport: make(), inFlight: 0 });

  const endIfIdle = (generation: Generation): void => {
    if (generation === current || generation.inFlight > 0) return;
    retired.delete(generation);
    void generation.transport.close();
  };

  return {
    get name() {
      return latest().transport.name;
    },
    async send(request) {
      const generation = latest();
      generation.inFlight += 1;
      try {
        return await generation.transport.send(request);
      } finally {
        generation.inFlight -= 1;
        endIfIdle(generation);
      }
    },
    reload() {
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
