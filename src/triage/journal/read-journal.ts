import type * as z from 'zod/mini';
import { type DamageReason, scanLines, schemaVersion, type WholeRecord } from './lines.ts';
import { JournalState, type JournalRecord, recordSchema, type StoredEntry } from './records.ts';

/** What reading needs to know of a kind of write. */
export type PayloadSchemas = ReadonlyMap<string, { readonly schema: z.ZodMiniType }>;

/**
 * Why a part of a journal does not count. `record` and `payload`: whole bytes that say nothing that can be understood.
 * `kind`: a write of a kind that is not known here; it stays as it is.
 */
export type ProblemReason = DamageReason | 'record' | 'payload' | 'kind';

/** A part of a journal that does not count: where it is, bytes from zero. */
export interface JournalProblem {
  readonly reason: ProblemReason;
  readonly position: number;
  readonly length: number;
}

export interface JournalContent {
  readonly state: JournalState;
  /** How many lines were read. */
  readonly lines: number;
  /** Lines about entries of unknown kinds, as they are. */
  readonly carried: readonly Buffer[];
  readonly problems: readonly JournalProblem[];
  /** A newer version wrote some of it: the journal is not ours to touch. */
  readonly newer: boolean;
}

const damageMessage = 'Part of what was recorded about this write is damaged. Look whether it still is what you want.';

/** Reads a journal, whatever its bytes are. Every entry whose bytes are whole is in it. Never throws. */
export function readJournal(bytes: Buffer, kinds: PayloadSchemas): JournalContent {
  const { records, damaged } = scanLines(bytes);
  const state = new JournalState();
  const problems: JournalProblem[] = [...damaged];
  const carried: Buffer[] = [];
  const foreign = new Set<string>();
  const began = new Map<string, number>();
  for (const whole of records) {
    if (whole.version > schemaVersion) continue;
    const record = understand(whole, state, kinds);
    if (record === 'kind') {
      foreign.add(idIn(whole.value));
      problems.push({ reason: record, position: whole.position, length: whole.length });
    }
    if (record === 'kind' || foreign.has(idIn(whole.value))) {
      carried.push(Buffer.concat([bytes.subarray(whole.position, whole.position + whole.length), Buffer.from('\n')]));
    } else if (typeof record === 'string') {
      problems.push({ reason: record, position: whole.position, length: whole.length });
    } else {
      if (record.type === 'entry') began.set(record.entry.id, whole.position);
      state.apply(record);
    }
  }
  doubt(state, began, problems, bytes.length);
  problems.sort((a, b) => a.position - b.position);
  const newer = records.some(({ version }) => version > schemaVersion);
  return { state, lines: records.length, carried, problems, newer };
}

/** A record with its payload checked, or why it is none. */
function understand(
  { value, version }: WholeRecord,
  state: JournalState,
  kinds: PayloadSchemas,
): JournalRecord | 'record' | 'payload' | 'kind' {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success || version !== schemaVersion) return 'record';
  const record = parsed.data;
  if (record.type === 'entry') {
    const kind = kinds.get(record.entry.kind);
    if (kind === undefined) return 'kind';
    const payload = kind.schema.safeParse(record.entry.payload);
    return payload.success ? { type: 'entry', entry: { ...record.entry, payload: payload.data } } : 'payload';
  }
  if (record.type === 'amended') {
    const entry = state.entries.get(record.id);
    if (entry === undefined) return record;
    const payload = kinds.get(entry.kind)?.schema.safeParse(record.payload);
    return payload?.success === true ? { ...record, payload: payload.data } : 'payload';
  }
  return record;
}

/**
 * What is damaged may have said that an entry before it was amended, discarded or delivered. Only the user can tell then.
 * A cut at the very end is no such damage: what was being written there had not been done yet.
 */
function doubt(
  state: JournalState,
  began: ReadonlyMap<string, number>,
  problems: readonly JournalProblem[],
  size: number,
): void {
  const inner = problems.filter(
    ({ reason, position, length }) => reason !== 'kind' && !(reason === 'cut' && position + length === size),
  );
  const last = inner.reduce((end, { position }) => Math.max(end, position), -1);
  for (const [id, entry] of state.entries) {
    if ((began.get(id) ?? 0) >= last || last < 0) continue;
    const doubted: StoredEntry = {
      ...entry,
      state: 'refused',
      error: entry.error ?? { type: 'other', message: damageMessage },
    };
    state.entries.set(id, doubted);
  }
}

function idIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const entry: unknown = Reflect.get(value, 'entry');
  const id: unknown = Reflect.get(typeof entry === 'object' && entry !== null ? entry : value, 'id');
  return typeof id === 'string' ? id : '';
}
