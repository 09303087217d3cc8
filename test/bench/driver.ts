import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Something that the driver extension does in its host. */
export type Task =
  /** Activates an extension, and has it send a request: ours lists issues, any other has this address fetched for it. */
  | { readonly do: 'activate'; readonly id: string; readonly request?: string }
  /** Asks for no other task: the window is about to be loaded anew, and its host lingers. */
  | { readonly do: 'leave' }
  | { readonly do: 'command'; readonly command: string; readonly args: readonly unknown[] }
  | SessionTask
  | SoakTask;

/** A person's session, by commands. */
export interface SessionTask {
  readonly do: 'session';
  readonly callIds: readonly string[];
  readonly issueId: string;
  /** A file of calls to import. */
  readonly importFile: string;
  /** Where to write a CPU profile. */
  readonly profile?: string;
}

/** Panels that are open for a while. */
export interface SoakTask {
  readonly do: 'soak';
  readonly callIds: readonly string[];
  readonly issueIds: readonly string[];
  /** Milliseconds. */
  readonly lasts: number;
}

export interface Activated {
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** Milliseconds that activation took. */
  readonly took: number;
}

export interface Stall {
  readonly ms: number;
  /** What the host did meanwhile. The first of a session is the longest time, whatever it was. */
  readonly cause: string;
}

/** Megabytes of the host's heap after a collection, one for each part of the time. */
export interface Soaked {
  readonly heap: readonly number[];
}

/** The side of the driver extension that benches talk to. */
export interface Driver {
  readonly origin: string;
  /** Has a task done, by the host that is there, or by the next one. */
  run<T>(task: Task): Promise<T>;
  close(): void;
}

export async function startDriver(): Promise<Driver> {
  let waiting: ServerResponse | undefined;
  let task: Task | undefined;
  let settle: ((result: { readonly value?: unknown; readonly error?: string }) => void) | undefined;
  const give = (): void => {
    if (waiting === undefined || task === undefined) return;
    waiting.end(JSON.stringify(task));
    [waiting, task] = [undefined, undefined];
  };
  const server = createServer((request, response) => {
    if (request.url === '/next') {
      waiting = response;
      // A host that has ended waits no longer.
      response.on('close', () => {
        if (waiting === response) waiting = undefined;
      });
      give();
      return;
    }
    void text(request).then((body) => {
      response.end();
      settle?.(JSON.parse(body) as { readonly value?: unknown; readonly error?: string });
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    run<T>(next: Task) {
      return new Promise<T>((resolve, reject) => {
        settle = ({ value, error }) => (error === undefined ? resolve(value as T) : reject(new Error(error)));
        task = next;
        give();
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
