import type { Row, Statement, Value } from '../../storage/database.ts';
import { type StoredError, storedErrorSchema } from './stored-error.ts';

/**
 * `sending`: committed with its baseline before the first byte. `looking`: it may have been done, and is looked for.
 * `checking`: it is done, after it was sent twice, and it is looked whether that made two. `asks` and `refused`: a person
 * decides, in any window.
 */
export type RowState = 'waiting' | 'sending' | 'looking' | 'checking' | 'asks' | 'refused';

/** A write that is not settled, as it stands in the database. */
export interface WriteRow {
  /** The order in which they were made. */
  readonly number: number;
  readonly id: string;
  /** A connection's id and origin. */
  readonly connection: string;
  /** Whose key it was made with; null while that is not known. */
  readonly account: string | null;
  readonly issue: string;
  readonly kind: string;
  readonly payload: unknown;
  /** What was there before the first attempt at the present step; null before that. */
  readonly baseline: unknown;
  readonly state: RowState;
  /** The process that works on it; null when a person decides. */
  readonly owner: string | null;
  readonly attempts: number;
  /** How many attempts at the present step may have been done. */
  readonly doubts: number;
  readonly error: StoredError | null;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** What an update of a row sets. */
export type RowChange = Partial<
  Pick<WriteRow, 'account' | 'payload' | 'baseline' | 'state' | 'attempts' | 'doubts' | 'error'>
>;

/** Those of `writes`, as SQL names them. */
export const columns =
  'number, id, connection, account, issue, kind, payload, baseline, state, owner, attempts, doubts, error, created';

/** @param where a condition of its own: nothing is inserted unless it holds, or when the row is there */
export function insertion(row: Omit<WriteRow, 'number'>, where?: string, ...params: readonly Value[]): Statement {
  const numbered = { ...row, number: null };
  const how = where === undefined ? 'INSERT' : 'INSERT OR IGNORE';
  return {
    sql: `${how} INTO writes (${columns}) SELECT ${columns.replace(/\w+/g, '?')} ${where ?? ''}`,
    params: [...columns.split(', ').map((column) => toValue(column, numbered[column as keyof WriteRow])), ...params],
  };
}

/** Sets columns of the one row of which the condition holds. */
export function update(
  change: RowChange & Partial<Pick<WriteRow, 'owner'>>,
  where: string,
  ...params: readonly Value[]
): Statement {
  const { sql, values } = setOf(change);
  return { sql: `UPDATE writes SET ${sql} WHERE ${where}`, params: [...values, ...params], changes: 1 };
}

/** What sets columns, as SQL and its values. */
export function setOf(change: RowChange): { readonly sql: string; readonly values: readonly Value[] } {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return {
    sql: entries.map(([column]) => `${column} = ?`).join(', '),
    values: entries.map(([column, value]) => toValue(column, value)),
  };
}

/** What moves rows to an owner. What another process was sending when it ended may have been done. */
export function moved(where: string, own: string, ...params: Value[]): readonly Statement[] {
  return [
    {
      sql: `UPDATE writes SET owner = ?, doubts = doubts + (state = 'sending'),
            state = CASE state WHEN 'sending' THEN 'looking' ELSE state END WHERE ${where}`,
      params: [own, ...params],
    },
    { sql: `UPDATE kept SET owner = NULL WHERE ${where}`, params },
  ];
}

/** The row that a query returned. */
export function readRow(row: Row): WriteRow {
  return {
    number: Number(row['number']),
    id: String(row['id']),
    connection: String(row['connection']),
    account: textOf(row['account']),
    issue: String(row['issue']),
    kind: String(row['kind']),
    payload: fromJson(row['payload']),
    baseline: fromJson(row['baseline']),
    state: row['state'] as RowState,
    owner: textOf(row['owner']),
    attempts: Number(row['attempts']),
    doubts: Number(row['doubts']),
    error: row['error'] === null ? null : (storedErrorSchema.safeParse(fromJson(row['error'])).data ?? null),
    created: Number(row['created']),
  };
}

export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function fromJson(value: Value | undefined): unknown {
  return typeof value === 'string' ? JSON.parse(value) : null;
}

const jsonColumns: readonly string[] = ['payload', 'baseline', 'error'];

function toValue(column: string, value: unknown): Value {
  if (value === null || value === undefined) return null;
  return jsonColumns.includes(column) ? JSON.stringify(value) : (value as Value);
}
