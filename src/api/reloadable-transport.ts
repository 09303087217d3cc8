import type { Transport } from './transport.ts';

export interface ReloadableTransport extends Transport {
  /** Sends later requests over a new transport. Those in flight end on the old one. */
  reload(): void;
}

interface Generation {
  readonly transport: Transport;
  inFlight: number;
}

/** A transport that is created on first use, and again after its settings have changed. */
export function createReloadableTransport(make: () => Transport): ReloadableTransport {
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
