import * as vscode from 'vscode';
import { parseKey } from '../../api/key.ts';
import { parseClientSecret, parsePrivateKey, type TalkdeskEndpoint } from '../../api/talkdesk/endpoint.ts';
import {
  isConnectionId,
  readConnections,
  type Connection,
  type ConnectionList,
  type ConnectionProblem,
} from '../../triage/sessions/connection.ts';
import { boundOrigins, type TalkdeskConnection } from '../../triage/sessions/talkdesk-connection.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { NoConnectionError, NoKeyError } from '../../triage/sessions/errors.ts';
import { Emitter } from '../../shared/event.ts';
import { explainSetting } from '../errors/setting.ts';
import type { KeyStore } from './key-store.ts';

export interface Endpoint {
  readonly baseUrl: URL;
  readonly key: string;
}

/** A connection as the settings hold it. */
interface ConnectionEntry {
  readonly id: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

export type AnyConnection = Connection | TalkdeskConnection;

const chosenKey = 'callTriage.connection';
const chosenTalkdeskKey = 'callTriage.talkdesk';

/** Resolves to the address and key of the sandbox once it runs. */
export type SandboxEndpoint = () => Promise<{ readonly origin: string; readonly key: string }>;

/** Identifies a key on this machine without revealing anything about it. */
export type Fingerprint = (key: string) => Promise<string>;

/**
 * The connections of settings, environment and SecretStorage, and the active one of this workspace.
 * Only the user's own settings count: a workspace cannot change where requests go.
 */
export class Connections {
  readonly #keys: KeyStore;
  readonly #memory: vscode.Memento;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #sandbox: SandboxEndpoint;
  readonly #fingerprint: Fingerprint;
  readonly #changed = new Emitter<{ readonly connectionId: string | null }>();
  /** Fires with a connection's id when its key changed, with null when the list or the active one did. */
  readonly onDidChange = this.#changed.event;

  constructor(
    keys: KeyStore,
    memory: vscode.Memento,
    environment: Readonly<Record<string, string | undefined>>,
    sandbox: SandboxEndpoint,
    fingerprint: Fingerprint,
  ) {
    this.#keys = keys;
    this.#memory = memory;
    this.#environment = environment;
    this.#sandbox = sandbox;
    this.#fingerprint = fingerprint;
  }

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
    if (found === undefined) throw new NoConnectionError(id, this.read().connections.length > 0);
    return found;
  }

  /** The only connection, or the one chosen in this workspace. */
  get active(): Connection | undefined {
    const { connections } = this.read();
    const chosen = this.#memory.get<string>(chosenKey);
    return connections.length === 1 ? connections[0] : connections.find(({ id }) => id === chosen);
  }

  /** A connection with attachments. @throws NoConnectionError */
  talkdesk(id: string): TalkdeskConnection {
    const found = this.read().talkdesk.find((connection) => connection.id === id);
    if (found === undefined) throw new NoConnectionError(id, this.read().connections.length > 0);
    return found;
  }

  /** A connection of either kind. @throws NoConnectionError */
  any(id: string): AnyConnection {
    return this.read().talkdesk.find((connection) => connection.id === id) ?? this.get(id);
  }

  /**
   * The Talkdesk connections to choose from: those of the settings, and the sandbox's own while it is the active
   * connection, so that sample and real data do not mix by default.
   */
  get talkdeskChoices(): readonly TalkdeskConnection[] {
    const { active } = this;
    return this.read().talkdesk.filter(({ sandboxId }) => sandboxId === null || sandboxId === active?.id);
  }

  /** The only Talkdesk connection, or the one chosen in this workspace. */
  get activeTalkdesk(): TalkdeskConnection | undefined {
    const choices = this.talkdeskChoices;
    const chosen = this.#memory.get<string>(chosenTalkdeskKey);
    return choices.length === 1 ? choices[0] : choices.find(({ id }) => id === chosen);
  }

  /** Makes a connection the active one of its kind. @throws NoConnectionError */
  async choose(id: string): Promise<void> {
    await this.#memory.update(this.any(id).kind === 'talkdesk' ? chosenTalkdeskKey : chosenKey, id);
    this.#changed.fire({ connectionId: null });
  }

  /** Makes listeners read settings and keys again. */
  reread(): void {
    this.#changed.fire({ connectionId: null });
  }

  /**
   * Adds a connection to the user's settings, or replaces the one with its id. Its key is stored first: views would show a
   * connection without one as such.
   *
   * @throws InvalidArgumentError, InvalidKeyError; nothing is stored then
   */
  async save(entry: ConnectionEntry, key?: string): Promise<void> {
    if (!isConnectionId(entry.id)) {
      throw new InvalidArgumentError('id', 'A connection id has 1 to 64 letters, digits, dots, dashes or underscores.');
    }
    const { problems, connections, talkdesk } = readConnections([entry], {});
    if (problems[0] !== undefined) throw new InvalidArgumentError(fieldOf(problems[0]), explainSetting(problems[0]));
    const [connection] = [...connections, ...talkdesk];
    const keyBefore = await this.#keys.get(entry.id);
    if (key !== undefined && connection !== undefined) await this.#storeKey(connection, key);
    const before = setting();
    const others = Array.isArray(before) ? before.filter((one: unknown) => idOf(one) !== entry.id) : [];
    try {
      await vscode.workspace
        .getConfiguration('callTriage')
        .update('connections', [...others, entry], vscode.ConfigurationTarget.Global);
    } catch (error) {
      if (key !== undefined) await this.#keys.restore(entry.id, keyBefore);
      throw error;
    }
  }

  /**
   * Stores a connection's key, bound to the origin it is given for.
   *
   * @throws InvalidKeyError, NoConnectionError, InvalidArgumentError when the connection takes no key
   */
  async setKey(id: string, text: string): Promise<void> {
    await this.#storeKey(this.any(id), text);
  }

  async #storeKey(connection: AnyConnection, text: string): Promise<void> {
    const { id } = connection;
    if (connection.baseUrl === null || (connection.kind !== 'talkdesk' && connection.implicit)) {
      throw new InvalidArgumentError('connectionId', `The connection "${id}" has a key of its own.`);
    }
    if (connection.kind === 'talkdesk') {
      await this.#keys.set(id, { key: secretFor(connection, text), origin: boundOrigins(connection) });
      return;
    }
    await this.#keys.set(id, { key: parseKey(text), origin: new URL(connection.baseUrl).origin });
  }

  /** Returns the key stored for a connection, or that of the environment; undefined when there is none. */
  async keyOf(id: string): Promise<string | undefined> {
    const connection = this.any(id);
    if (connection.kind !== 'talkdesk' && connection.implicit) return this.#environment['BLAND_API_KEY'];
    return (await this.#keys.get(id))?.key;
  }

  /** False also for a connection that no longer exists. */
  async hasKey(id: string): Promise<boolean> {
    const connection = this.read().connections.find((one) => one.id === id);
    if (connection === undefined) return false;
    return connection.baseUrl === null || connection.implicit || (await this.#keys.get(id)) !== undefined;
  }

  async deleteKey(id: string): Promise<void> {
    await this.#keys.delete(id);
  }

  /** Binds the stored key to the connection's present address, with the user's consent. */
  async rebindKey(id: string): Promise<void> {
    const stored = await this.#keys.get(id);
    if (stored !== undefined) await this.setKey(id, stored.key);
  }

  /**
   * Returns where to send requests, and the key to send.
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

  /**
   * Identifies the key a connection uses: a random ID made when the key was set; for the environment's key, which is stored
   * nowhere, its fingerprint.
   *
   * @throws NoKeyError, NoConnectionError
   */
  async account(id: string): Promise<string> {
    const connection = this.any(id);
    if (connection.baseUrl === null) return 'sandbox';
    if (connection.kind !== 'talkdesk' && connection.implicit) {
      return await this.#fingerprint(parseKey(this.#environment['BLAND_API_KEY'] ?? ''));
    }
    const stored = await this.#keys.get(id);
    if (stored === undefined) throw new NoKeyError(id, null);
    return stored.account;
  }

  /**
   * Returns where to send attachments, and how to sign in.
   *
   * @throws NoKeyError when there is no secret, or when it was given for other origins
   */
  async talkdeskEndpoint(id: string): Promise<TalkdeskEndpoint> {
    const connection = this.talkdesk(id);
    const { baseUrl, tokenUrl, clientId, auth } = connection;
    if (baseUrl === null || tokenUrl === null) {
      const { origin, key } = await this.#sandbox();
      return { baseUrl: new URL(origin), tokenUrl: new URL('/oauth/token', origin), clientId, auth, secret: key };
    }
    const stored = await this.#keys.get(id);
    if (stored === undefined) throw new NoKeyError(id, null);
    if (stored.origin !== boundOrigins(connection)) throw new NoKeyError(id, stored.origin);
    return { baseUrl: new URL(baseUrl), tokenUrl: new URL(tokenUrl), clientId, auth, secret: stored.key };
  }
}

/** Validates a secret for the connection's way to sign in. @throws InvalidKeyError */
function secretFor({ auth }: TalkdeskConnection, text: string): string {
  if (auth.kind === 'basic') return parseClientSecret(text);
  parsePrivateKey(text, auth.algorithm);
  return text;
}

/** Reads user settings only: a workspace cannot change where requests go. */
function setting(): unknown {
  return vscode.workspace.getConfiguration('callTriage').inspect('connections')?.globalValue;
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : undefined;
}

function fieldOf({ reason, field }: ConnectionProblem): string {
  if (field !== undefined) return field;
  return reason === 'unknown-kind' ? 'kind' : 'id';
}
