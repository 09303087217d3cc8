// A service of the test's own, which the extension reaches through BLAND_API_KEY and BLAND_BASE_URL.
import path from 'node:path';
import { type RunningSandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Workbench } from './workbench.ts';

export interface Stored {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Service {
  /** Variables of the extension host that make the connection `env`. */
  readonly env: Readonly<Record<string, string>>;
  ask<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** Every item of a list. */
  list(path: string): Promise<readonly Stored[]>;
  /** The issue with this code. */
  issue(code: string): Promise<Stored>;
  /** Its first call that can be opened, with the rows of its transcript. */
  callOf(issueId: string): Promise<Call>;
  close(): Promise<void>;
}

export interface Call {
  readonly id: string;
  /** As the tree shows it. */
  readonly title: string;
  readonly rows: readonly { readonly text: string; readonly user: string }[];
}

/** Asks a server of the service's kind directly, past the extension. */
function serviceAt(origin: string, key: string): Omit<Service, 'env' | 'close'> {
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, origin), {
      method,
      headers: { authorization: key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  }
  async function list(path: string): Promise<readonly Stored[]> {
    return (await ask<{ data: { items: Stored[] } }>('GET', `${path}?limit=100`)).data.items;
  }
  return {
    ask,
    list,
    async issue(code) {
      const found = (await list('/v1/triage/issues')).find((issue) => issue['triage_id'] === code);
      if (found === undefined) throw new Error(`there is no issue ${code}`);
      return found;
    },
    async callOf(issueId) {
      const links = await list(`/v1/triage/issues/${issueId}/resources`);
      const link = links.find((one) => one['resource_type'] === 'call' && one['status'] === 'available');
      if (link === undefined) throw new Error(`issue ${issueId} has no call`);
      const id = String(link['resource_id']);
      const { transcripts } = await ask<{ transcripts: Call['rows'] }>('GET', `/v1/calls/${id}`);
      return { id, title: String(link['title']), rows: transcripts };
    },
  };
}

/** Starts a service; with a folder, one that can be stopped and started again as the same. */
export async function startService(same: Same = {}): Promise<Service> {
  const sandbox = await startSandbox(same);
  return {
    ...serviceAt(sandbox.origin, sandbox.key),
    env: { BLAND_API_KEY: sandbox.key, BLAND_BASE_URL: sandbox.origin },
    close: () => sandbox.close(),
  };
}

/** What makes two services the same one to a client. */
export interface Same {
  readonly directory?: string;
  readonly key?: string;
  readonly port?: number;
  /** The member that the key belongs to; without it, the owner. */
  readonly user?: string;
  /** What the account has; without it, agents and personas. */
  readonly seed?: 'agents' | 'personas';
}

const beside = new Map<string, Promise<RunningSandbox>>();

/** The sandbox of the extension, by a server of the test's own over the same data. Fault switches count for all of its servers. */
export async function sandboxOf(workbench: Workbench): Promise<Omit<Service, 'env' | 'close'>> {
  const directory = path.join(workbench.editor.userDataDir, 'User', 'globalStorage', 'call-triage.call-triage');
  const starting = beside.get(directory) ?? startSandbox({ directory });
  beside.set(directory, starting);
  const { origin, key } = await starting;
  return serviceAt(origin, key);
}

/** Stops the servers that `sandboxOf` has started. */
export async function closeSandboxes(): Promise<void> {
  for (const starting of beside.values()) await (await starting).close();
  beside.clear();
}
