import * as z from 'zod/mini';
import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';

const word = z.string().check(z.minLength(1));

/**
 * A key as it is kept: with the origin it was given for, so that it can be kept from any other, and with a random id for
 * whoever it belongs to, which what is written with it is bound to.
 */
const storedKeySchema = z.object({ key: word, origin: word, account: word });
export type StoredKey = z.infer<typeof storedKeySchema>;

/** The keys of the connections, one secret each. Nothing else in the extension touches SecretStorage. */
export class KeyStore {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** The key of a connection; undefined when there is none, or when what is stored is not ours. */
  async get(connectionId: string): Promise<StoredKey | undefined> {
    const stored = await this.#secrets.get(nameOf(connectionId));
    if (stored === undefined) return undefined;
    try {
      const parsed = storedKeySchema.safeParse(JSON.parse(stored));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a key. The same key keeps its account; another one may belong to somebody else. */
  async set(connectionId: string, { key, origin }: Omit<StoredKey, 'account'>): Promise<void> {
    const before = await this.get(connectionId);
    const account = before?.key === key ? before.account : randomUUID();
    await this.#secrets.store(nameOf(connectionId), JSON.stringify({ key, origin, account } satisfies StoredKey));
  }

  async delete(connectionId: string): Promise<void> {
    await this.#secrets.delete(nameOf(connectionId));
  }

  /** Calls back with the id of a connection whose key changed, in this window or another. */
  onDidChange(listener: (connectionId: string) => void): vscode.Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }
}

const prefix = 'callTriage.key.';

function nameOf(connectionId: string): string {
  return `${prefix}${connectionId}`;
}
