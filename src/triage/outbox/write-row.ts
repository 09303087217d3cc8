import type { Row, Statement, Value } from '../../storage/database.ts';
import { type StoredError, storedErrorSchema } from './stored-error.ts';

/**
 * State of a stored write.
 *
 * - `waiting`: certainly not done.
 * - `sending`: committed with its baseline before the first byte; whoever finds it has to look for it.
 * - `looking`: the service may have done it; it is looked for before it is sent again.
 * - `checking`: done, after it was sent twice; it is looked whether that made two objects.
 * - `asks`, `refused`: a person decides, in any window.
 */
type RowState = 'waiting' | 'sending' | 'looking' | 'checking' | 'asks' | 'refused';

/** A write that is not settled, as stored in the table `writes`. */
export interface WriteRow {
  /** Increases in the order in which the writes were made. */
  readonly number: number;
  readonly id: string;
  /** The connection's id and origin. */
  readonly connection: string;
  /** The account whose key it was made with; null while that is unknown. */
  readonly account: string | null;
  readonly issue: string;
  readonly kind: string;
  readonly payload: unknown;
  /** IDs or values on the service before the first attempt at the present step; null before that. */
  readonly baseline: unknown;
  readonly state: RowState;
  /** The process that works on it; null when a person decides. */
  readonly owner: string | null;
  readonly attempts: number;
  /** Attempts at the present step that the service may have done. */
  readonly ambiguousAttempts: number;
  readonly error: StoredError | null;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** Fields that an update of a row may set. */
export type RowChange = Partial<
  Pick<WriteRow, 'account' | 'payload' | 'baseline' | 'state' | 'attempts' | 'ambiguousAttempts' | 'error'>
>;

const columnOf: Readonly<Record<keyof WriteRow, string>> = {
  number: 'number',
  id: 'id',
  connection: 'connection',
  account: 'account',
  issue: 'issue',
  kind: 'kind',
  payload: 'payload',
  baseline: 'baseline',
  state: 'state',
  owner: 'owner',
  attempts: 'attempts',
  ambiguousAttempts: 'doubts',
  error: 'error',
  created: 'created',
};
const fields = Object.keys(columnOf) as (keyof WriteRow)[];

/** The columns of `writes`, separated by commas. */
export const columns = Object.values(columnOf).join(', ');

/** @param where a condition without which nothing is inserted; a row that is already there is then left as it is */
export function insertStatement(row: Omit<WriteRow, 'number'>, where?: string, ...params: readonly Value[]): Statement {
  const numbered = { ...row, number: null };
  const verb = where === undefined ? 'INSERT' : 'INSERT OR IGNORE';
  return {
    sql: `${verb} INTO writes (${columns}) SELECT ${columns.replace(/\w+/g, '?')} ${where ?? ''}`,
    params: [...fields.map((field) => toValue(field, numbered[field])), ...params],
  };
}

/** Updates the one row for which the condition holds; the transaction fails when there is none. */
export function updateStatement(
  change: RowChange & Partial<Pick<WriteRow, 'owner'>>,
  where: string,
  ...params: readonly Value[]
): Statement {
  const { sql, values } = assignments(change);
  return { sql: `UPDATE writes SET ${sql} WHERE ${where}`, params: [...values, ...params], changes: 1 };
}

/** The part of an `UPDATE` behind `SET`, and its values. */
export function assignments(change: RowChange): { readonly sql: string; readonly values: readonly Value[] } {
  const changed = fields.filter((field) => Reflect.get(change, field) !== undefined);
  return {
    sql: changed.map((field) => `${columnOf[field]} = ?`).join(', '),
    values: changed.map((field) => toValue(field, Reflect.get(change, field))),
  };
}

/** Gives rows to another owner. What the former one was sending when it ended may have been done. */
export function moveStatements(where: string, owner: string, ...params: Value[]): readonly Statement[] {
  return [
    {
      sql: `UPDATE writes SET owner = ?, doubts = doubts + (state = 'sending'),
            state = CASE state WHEN 'sending' THEN 'looking' ELSE state END WHERE ${where}`,
      params: [owner, ...params],
    },
    { sql: `UPDATE kept SET owner = NULL WHERE ${where}`, params },
  ];
}

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
    ambiguousAttempts: Number(row['doubts']),
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

const jsonFields: readonly string[] = ['payload', 'baseline', 'error'] satisfies (keyof WriteRow)[];

function toValue(field: keyof WriteRow, value: unknown): Value {
  if (value === null || value === undefined) return null;
  return jsonFields.includes(field) ? JSON.stringify(value) : (value as Value);
}
