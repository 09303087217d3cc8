import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { OutboxProcess } from '../../support/outbox-process.ts';
import type { Item, World } from '../../unit/triage/outbox/faults/world.ts';
import type { Random } from '../../support/random.ts';

/** A row of the database, as far as the tests look at it. */
export interface Left {
  readonly id: string;
  readonly state: string;
  readonly owner: string | null;
  readonly payload: string;
}

const kinds = ['flag', 'flag', 'comment', 'issue'] as const;
type Kind = (typeof kinds)[number];

/** Failures of the service; the ids say nothing about whether the write was done. */
const failures: readonly object[] = [
  { kind: 'reset' },
  { kind: 'reset_after' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
];

/** Writes, each with words of its own, that windows on one folder are told to make, and what became of them. */
export class Intentions {
  readonly #world: World;
  readonly #file: string;
  /** Issues with the call on them. */
  readonly #issues: readonly string[];
  #count = 0;
  readonly all: string[] = [];
  /** Those of which a window said that they are stored. */
  readonly confirmed: string[] = [];

  private constructor(world: World, directory: string, issues: readonly string[]) {
    this.#world = world;
    this.#file = path.join(directory, 'call-triage.db');
    this.#issues = issues;
  }

  static async on(world: World, directory: string): Promise<Intentions> {
    const issues = (await world.items('/v1/triage/issues')).slice(0, 8).map(({ id }) => id);
    for (const id of issues) await world.ask('PUT', `/v1/triage/issues/${id}/calls/${world.callId}`);
    return new Intentions(world, directory, issues);
  }

  /** Has a window make a write, and waits until it says that it is stored. */
  async make(
    window: OutboxProcess,
    random: Random,
    kind: Kind = random.pick(kinds),
  ): Promise<{ id: string; words: string }> {
    this.#count += 1;
    const words = `Intention ${this.#count} of ${path.basename(path.dirname(this.#file))}: ${kind}.`;
    this.all.push(words);
    const { id } = await window.add(...this.#write(kind, words, random));
    if (await window.recorded(id)) this.confirmed.push(words);
    return { id, words };
  }

  /** Lets the service fail one of its next writes. */
  async disturb(random: Random): Promise<void> {
    await this.#world.fault('POST', random.pick(failures));
  }

  /** Rows of the database, of all windows. */
  rows(): readonly Left[] {
    const database = new DatabaseSync(this.#file);
    try {
      database.exec('PRAGMA busy_timeout=2000');
      return database.prepare('SELECT id, state, owner, payload FROM writes').all() as unknown as Left[];
    } finally {
      database.close();
    }
  }

  /** Ids of the rows that a process owns. */
  ownedBy(pid: number): readonly string[] {
    const database = new DatabaseSync(this.#file);
    try {
      database.exec('PRAGMA busy_timeout=0');
      const rows = database
        .prepare('SELECT writes.id FROM writes JOIN owners ON owners.id = writes.owner WHERE pid = ?')
        .all(pid);
      return rows.map(({ id }) => String(id));
    } finally {
      database.close();
    }
  }

  /** Waits until every row is settled, or a person's to decide. */
  async settled(): Promise<readonly Left[]> {
    const isOpen = ({ state }: Left): boolean => state !== 'asks' && state !== 'refused';
    await expect.poll(() => this.rows().filter(isOpen), { timeout: 60_000, interval: 100 }).toEqual([]);
    return this.rows();
  }

  /** Words that are on the service, each as often as it is there. */
  async stored(): Promise<readonly string[]> {
    const lists = await Promise.all([
      this.#list('/v1/triage/issues'),
      ...this.#issues.flatMap((id) =>
        ['flags', 'activity'].map((list) => this.#list(`/v1/triage/issues/${id}/${list}`)),
      ),
    ]);
    // The activity tells of flags as well.
    const made = lists.flat().filter(({ type, detail }) => detail === undefined || type === 'comment');
    const texts = made.flatMap((item) => [item['title'], item['note'], item['detail']]);
    return texts.map(String).filter((text) => text.startsWith('Intention '));
  }

  /** Fails unless each stored write is on the service once, or one entry that `asks` is about it, and no other is twice. */
  async expectEachOnce(asking: readonly Left[]): Promise<void> {
    const stored = await this.stored();
    const count = (words: string): number => stored.filter((one) => one === words).length;
    const asks = (words: string): number => asking.filter(({ payload }) => payload.includes(words)).length;
    const wrong = this.all.filter((words) => {
      const least = this.confirmed.includes(words) ? 1 : 0;
      const isFine = count(words) <= 1 && count(words) >= least;
      return asks(words) > 1 || (asks(words) === 0 && !isFine);
    });
    expect(wrong.map((words) => ({ words, stored: count(words), asks: asks(words) }))).toEqual([]);
  }

  #write(kind: Kind, words: string, random: Random): [string, unknown] {
    const issueId = random.pick(this.#issues);
    if (kind === 'comment') return ['comment.add', { issueId, detail: words }];
    if (kind === 'issue') return ['issue.create', { issue: { title: words, severity: 'low', category: 'Bug' } }];
    const flag = { call_id: this.#world.callId, type: 'dead_air', message_index: random.whole(0, 4), note: words };
    return ['flag.add', { issueId, attach: false, verify: false, flag }];
  }

  async #list(from: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      type Page = { data: { items: Item[]; next_cursor: string | null } };
      const { data }: Page = await this.#world.ask<Page>('GET', `${from}?${query}`);
      items.push(...data.items);
      cursor = data.next_cursor;
    }
    return items;
  }
}
