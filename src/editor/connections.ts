import * as vscode from 'vscode';
import { parseKey } from '../api/key.ts';
import { isConnectionId, readConnections, type Connection, type ConnectionList } from '../triage/connection.ts';
import { InvalidArgumentError, NoConnectionError, NoKeyError } from '../triage/errors.ts';
import { Emitter } from '../triage/event.ts';
import type { KeyStore } from './keys.ts';

/** Where a connection's requests go, and the key they carry. */
export interface Endpoint {
  readonly baseUrl: URL;
  readonly key: string;
}

const chosenKey = 'callTriage.connection';

/** What the sandbox has to tell: its address and key once it runs. */
export type SandboxEndpoint = () => Promise<{ readonly origin: string; readonly key: string }>;

/**
 * The connections as the settings, the environment and SecretStorage describe them, and which one is active here.
 * Only the user's own settings count: a workspace cannot change where requests go.
 */
export class Connections {
  readonly #keys: KeyStore;
  readonly #memory: vscode.Memento;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #sandbox: SandboxEndpoint;
  readonly #changed = new Emitter<{ readonly connectionId: string | null }>();
  /** Fires with a connection's id when its key changed, with null when the list or the active one did. */
  readonly onDidChange = this.#changed.event;

  constructor(
    keys: KeyStore,
    memory: vscode.Memento,
    environment: Readonly<Record<string, string | undefined>>,
    sandbox: SandboxEndpoint,
  ) {
    this.#keys = keys;
    this.#memory = memory;
    this.#environment = environment;
    this.#sandbox = sandbox;
  }

  /** Follows the settings and the secrets. */
  watch(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('callTriage.connections')) this.#changed.fire({ connectionId: null });
      }),
      this.#keys.onDidChange((connectionId) => this.#changed.fire({ connectionId })),
    );
  }

  read(): ConnectionList {
    return readConnections(setting(), this.#environment);
  }

  /** @throws NoConnectionError */
  get(id: string): Connection {
    const found = this.read().connections.find((connection) => connection.id === id);
    if (found === undefined) throw new NoConnectionError(id);
    return found;
  }

  /** The active connection: the only one, or the one chosen in this workspace. */
  get active(): Connection | undefined {
    const { connections } = this.read();
    const chosen = this.#memory.get<string>(chosenKey);
    return connections.length === 1 ? connections[0] : connections.find(({ id }) => id === chosen);
  }

  async choose(id: string): Promise<void> {
    this.get(id);
    await this.#memory.update(chosenKey, id);
    this.#changed.fire({ connectionId: null });
  }

  /** Looks at settings and keys again. */
  reread(): void {
    this.#changed.fire({ connectionId: null });
  }

  /** Adds a connection to the user's settings, or replaces the one with its id. */
  async save(entry: { readonly id: string; readonly kind: string; readonly [key: string]: unknown }): Promise<void> {
    if (!isConnectionId(entry.id)) {
      throw new InvalidArgumentError('id', 'A connection id has 1 to 64 letters, digits, dots, dashes or underscores.');
    }
    const { problems } = readConnections([entry], {});
    if (problems[0] !== undefined) throw new InvalidArgumentError(fieldOf(problems[0].reason), problems[0].detail);
    const before = setting();
    const others = Array.isArray(before) ? before.filter((one: unknown) => idOf(one) !== entry.id) : [];
    await vscode.workspace
      .getConfiguration('callTriage')
      .update('connections', [...others, entry], vscode.ConfigurationTarget.Global);
  }

  /**
   * Stores a connection's key, bound to the origin it is given for.
   *
   * @throws InvalidKeyError, NoConnectionError, InvalidArgumentError when the connection takes no key
   */
  async setKey(id: string, text: string): Promise<void> {
    const connection = this.get(id);
    if (connection.baseUrl === null || connection.implicit) {
      throw new InvalidArgumentError('connectionId', `The connection "${id}" has a key of its own.`);
    }
    await this.#keys.set(id, { key: parseKey(text), origin: new URL(connection.baseUrl).origin });
  }

  /** The key that is kept for a connection, or that the environment has; undefined when there is none. */
  async keyOf(id: string): Promise<string | undefined> {
    if (this.get(id).implicit) return this.#environment['BLAND_API_KEY'];
    return (await this.#keys.get(id))?.key;
  }

  async deleteKey(id: string): Promise<void> {
    await this.#keys.delete(id);
  }

  /** The stored key belongs to another address than the connection has now: the user says that it may be sent there. */
  async rebindKey(id: string): Promise<void> {
    const stored = await this.#keys.get(id);
    if (stored !== undefined) await this.setKey(id, stored.key);
  }

  /**
   * Where to send, with which key.
   *
   * @throws NoKeyError when there is no key, or when it was given for another origin
   */
  async endpoint(id: string): Promise<Endpoint> {
    const connection = this.get(id);
    if (connection.baseUrl === null) {
      const { origin, key } = await this.#sandbox();
      return { baseUrl: new URL(origin), key };
    }
    const baseUrl = new URL(connection.baseUrl);
    if (connection.implicit) return { baseUrl, key: parseKey(this.#environment['BLAND_API_KEY'] ?? '') };
    const stored = await this.#keys.get(id);
    if (stored === undefined) throw new NoKeyError(id, null);
    if (stored.origin !== baseUrl.origin) throw new NoKeyError(id, stored.origin);
    return { baseUrl, key: stored.key };
  }
}

/** The user's own value of `callTriage.connections`, whatever a workspace says. */
function setting(): unknown {
  return vscode.workspace.getConfiguration('callTriage').inspect('connections')?.globalValue;
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : undefined;
}

function fieldOf(reason: string): string {
  if (reason === 'bad-address') return 'baseUrl';
  return reason === 'unknown-kind' || reason === 'not-yet' ? 'kind' : 'id';
}
