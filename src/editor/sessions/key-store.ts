import * as z from 'zod/mini';
import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';

const word = z.string().check(z.minLength(1));

/**
 * A stored key, bound to the origin it was given for, with a random ID for
 * its owner, to which writes made with it are bound.
 */
const storedKeySchema = z.object({ key: word, origin: word, account: word });
export type StoredKey = z.infer<typeof storedKeySchema>;

/** The keys of the connections, one secret each. The only code that touches SecretStorage. */
export class KeyStore {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Returns undefined when there is no key, or when the secret is malformed. */
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

  /** The same key keeps its account ID; another one may belong to somebody else. */
  async set(connectionId: string, { key, origin }: Omit<StoredKey, 'account'>): Promise<void> {
    const before = await this.get(connectionId);
    const account = before?.key === key ? before.account : randomUUID();
    await this.#secrets.store(nameOf(connectionId), JSON.stringify({ key, origin, account } satisfies StoredKey));
  }

  /** Puts back what `get` has returned. */
  async restore(connectionId: string, before: StoredKey | undefined): Promise<void> {
    if (before === undefined) await this.delete(connectionId);
    else await this.#secrets.store(nameOf(connectionId), JSON.stringify(before));
  }

  async delete(connectionId: string): Promise<void> {
    await this.#secrets.delete(nameOf(connectionId));
  }

  /** Reports connections whose key changed, in this window or another. */
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
