import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { Refusal } from '../http/answers.ts';
import type { Database } from './database.ts';
import type { Call } from './schema.ts';

/** Size of large bodies that one transaction stores or deletes. */
const batchBytes = 2 * 1024 * 1024;
/** Pause between two batches, in which other windows get their turn. */
const batchPauseMs = 25;
const maxPieceBytes = 1024 * 1024;
/** An import that has stored nothing for this long is deleted. */
const importTimeoutMs = 3_600_000;

interface Piece {
  readonly bytes: Uint8Array;
  /** The call it belongs to, whose row is stored with the first piece. */
  readonly call?: { readonly id: string; readonly json: string; number?: number | bigint };
  readonly isFirst: boolean;
  /** Bytes that it adds to a batch. */
  readonly size: number;
}

/**
 * Stores calls or bytes in batches. They are invisible until `publish`; if the process ends before, the next start deletes
 * them.
 */
export class Import {
  readonly #database: Database;
  #id: number | undefined;
  #pieces: Piece[] = [];
  #size = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null until something is stored. */
  get id(): number | null {
    return this.#id ?? null;
  }

  addCall({ details, corrected, ...kept }: Call): void {
    const call = { id: JSON.stringify(kept.call_id), json: JSON.stringify(kept) };
    this.addBytes(Buffer.from(JSON.stringify({ details, corrected })), call);
  }

  addBytes(bytes: Uint8Array, call?: Piece['call']): void {
    for (let at = 0; at < bytes.byteLength; at += maxPieceBytes) {
      const piece = bytes.subarray(at, at + maxPieceBytes);
      const size = piece.byteLength + (at === 0 ? (call?.json.length ?? 0) : 0);
      this.#pieces.push({ bytes: piece, isFirst: at === 0, size, ...(call && { call }) });
      this.#size += size;
    }
  }

  /** Returns the last call of an id that is not stored yet, if all of it is here. */
  waitingCall(callId: string): { readonly json: string; readonly body: Buffer } | undefined {
    const id = JSON.stringify(callId);
    const call = this.#pieces.findLast((piece) => piece.call?.id === id)?.call;
    const pieces = this.#pieces.filter((piece) => piece.call === call);
    if (call === undefined || pieces[0]?.isFirst !== true) return undefined;
    return { json: call.json, body: Buffer.concat(pieces.map(({ bytes }) => bytes)) };
  }

  /** Stores all complete batches. */
  async storeBatches(): Promise<void> {
    while (this.#size >= batchBytes) {
      let size = 0;
      const enough = this.#pieces.findIndex((piece) => (size += piece.size) >= batchBytes);
      const pieces = this.#pieces.slice(0, enough + 1);
      this.#id = await this.#database.write((db) => this.#store(db, pieces));
      this.#pieces = this.#pieces.slice(pieces.length);
      this.#size -= size;
      await delay(batchPauseMs);
    }
  }

  /** Stores everything that was added, so that none of it waits in memory. */
  async storeAll(): Promise<void> {
    await this.storeBatches();
    if (this.#pieces.length === 0) return;
    const pieces = this.#pieces;
    this.#id = await this.#database.write((db) => this.#store(db, pieces));
    this.#pieces = [];
    this.#size = 0;
  }

  /** Stores the rest and makes everything visible, within a transaction. @returns the import's id */
  publish(db: DatabaseSync): number {
    const id = this.#store(db, this.#pieces);
    db.prepare('DELETE FROM imports WHERE id = ?').run(id);
    return id;
  }

  /** Deletes what has been stored, in the background. Should that fail, a start after this process does it. */
  abandon(): void {
    const id = this.#id;
    if (id === undefined) return;
    this.#database
      .write((db) => db.prepare('UPDATE imports SET pid = 0 WHERE id = ?').run(id))
      .then(() => sweep(this.#database))
      .catch(() => undefined);
  }

  #store(db: DatabaseSync, pieces: readonly Piece[]): number {
    const now = Date.now();
    const begin = () => db.prepare('INSERT INTO imports (pid, touched) VALUES (?, ?)').run(process.pid, now);
    const id = this.#id ?? Number(begin().lastInsertRowid);
    const touched = db.prepare('UPDATE imports SET touched = ? WHERE id = ? AND pid <> 0').run(now, id);
    if (touched.changes !== 1) throw new Refusal(409, 'import_ended', 'The import took too long and was given up.');
    const insertCall = db.prepare('INSERT INTO calls (import, id, json) VALUES (?, ?, ?)');
    const insertPiece = db.prepare('INSERT INTO bodies (import, call, bytes) VALUES (?, ?, ?)');
    for (const { call, isFirst, bytes } of pieces) {
      if (call !== undefined && isFirst) call.number = insertCall.run(id, call.id, call.json).lastInsertRowid;
      insertPiece.run(id, call?.number ?? null, bytes);
    }
    return id;
  }
}

/** Marks all calls and bodies as deleted, except those of imports in progress. */
export function markAllDeleted(db: DatabaseSync): void {
  db.exec(`INSERT INTO imports (id, pid, touched)
    SELECT import, 0, 0 FROM (SELECT import FROM calls UNION SELECT import FROM bodies)
    WHERE import NOT IN (SELECT id FROM imports)`);
}

/** Deletes calls and their bodies at once: for a few small ones. */
export function deleteCalls(db: DatabaseSync, ids: readonly string[]): void {
  const bodies = db.prepare('DELETE FROM bodies WHERE call IN (SELECT number FROM calls WHERE id = ?)');
  const calls = db.prepare('DELETE FROM calls WHERE id = ?');
  for (const id of ids) {
    bodies.run(JSON.stringify(id));
    calls.run(JSON.stringify(id));
  }
}

/** Marks the calls and bodies of an import as deleted. */
export function markDeleted(db: DatabaseSync, id: number): void {
  db.prepare('INSERT INTO imports (id, pid, touched) VALUES (?, 0, 0)').run(id);
}

/** Deletes in batches what is marked as deleted, replaced, or of imports that never finished. */
export async function sweep(database: Database): Promise<void> {
  await database.write(markAbandoned);
  while (await database.write(deleteBatch)) await delay(batchPauseMs);
}

function markAbandoned(db: DatabaseSync): void {
  for (const { id, pid, touched } of db.prepare('SELECT id, pid, touched FROM imports WHERE pid <> 0').all()) {
    const isTimedOut = Date.now() - Number(touched) > importTimeoutMs;
    if (isTimedOut || !isAlive(Number(pid))) db.prepare('UPDATE imports SET pid = 0 WHERE id = ?').run(Number(id));
  }
}

/** @returns true when there may be more */
function deleteBatch(db: DatabaseSync): boolean {
  const isMarked = 'import IN (SELECT id FROM imports WHERE pid = 0)';
  const pieces = db
    .prepare(
      `SELECT number, length(bytes) AS size FROM bodies
      WHERE ${isMarked} OR call IN (SELECT number FROM replaced_calls) LIMIT 500`,
    )
    .all();
  let size = 0;
  for (const { number, size: bytes } of pieces) {
    db.prepare('DELETE FROM bodies WHERE number = ?').run(Number(number));
    size += Number(bytes);
    if (size >= batchBytes) break;
  }
  if (pieces.length > 0) return true;
  const calls = db
    .prepare(
      `DELETE FROM calls WHERE number IN (
        SELECT number FROM calls WHERE ${isMarked} UNION SELECT number FROM replaced_calls LIMIT 500
      )`,
    )
    .run();
  if (calls.changes > 0) return true;
  db.exec('DELETE FROM imports WHERE pid = 0');
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
}
