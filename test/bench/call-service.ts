import { startSandbox } from '../../src/sandbox/index.ts';

/** A sandbox that has calls of its own, on the issue *Imported calls*. */
export interface CallService {
  readonly origin: string;
  readonly key: string;
  readonly callIds: readonly string[];
  readonly issueId: string;
  /** `METHOD path` of every request since this was last called. */
  asked(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface CallsWanted {
  readonly calls: number;
  readonly messages: number;
  /** They have not ended. */
  readonly running?: boolean;
}

/** A call as a service gives it. */
export function callOf(id: string, messages: number, running = false): object {
  const began = Date.UTC(2026, 3, 30, 16, 12);
  const transcripts = Array.from({ length: messages }, (_, row) => ({
    id: row + 1,
    user: row % 2 === 0 ? 'assistant' : 'user',
    text: `Message ${row} of the call, about an order that was charged twice.`,
    created_at: new Date(began + row * 3000).toISOString(),
  }));
  return {
    call_id: id,
    completed: !running,
    status: running ? 'in-progress' : 'completed',
    created_at: new Date(began).toISOString(),
    started_at: new Date(began).toISOString(),
    summary: `Call ${id}.`,
    transcripts,
  };
}

export async function startCallService({ calls, messages, running = false }: CallsWanted): Promise<CallService> {
  const sandbox = await startSandbox();
  const { origin, key } = sandbox;
  const ask = async (method: string, path: string, body?: string): Promise<unknown> => {
    const headers = { authorization: key, 'content-type': 'application/json' };
    const response = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const items = Array.from({ length: calls }, (_, at) => ({
    name: `call-${at}.json`,
    content: callOf(`bench-call-${at}`, messages, running),
  }));
  const { imported, issue_id } = (await ask('POST', '/sandbox/import', JSON.stringify({ items }))) as {
    readonly imported: readonly { readonly call_id: string }[];
    readonly issue_id: string;
  };
  return {
    origin,
    key,
    issueId: issue_id,
    callIds: imported.map(({ call_id }) => call_id),
    async asked() {
      const { requests } = (await ask('GET', '/sandbox/requests')) as {
        readonly requests: readonly { readonly method: string; readonly path: string }[];
      };
      await ask('DELETE', '/sandbox/requests');
      return requests.map(({ method, path }) => `${method} ${path}`);
    },
    close: () => sandbox.close(),
  };
}
