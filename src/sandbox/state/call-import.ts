import { withActivity } from './issues.ts';
import { findCall, makeCall } from './calls.ts';
import type { Import } from './imports.ts';
import { readCall } from './read-call.ts';
import { attach, attachCalls } from './resources.ts';
import { Restoring } from './restore.ts';
import {
  type Call,
  type Conversation,
  type Flag,
  isJsonObject,
  type Issue,
  type JsonObject,
  type State,
} from './schema.ts';
import type { Store } from './store.ts';
import { now } from '../time.ts';

export interface ImportedCall {
  readonly name: string;
  readonly call_id: string;
  readonly title: string;
  /** True when a call of this id existed. */
  readonly replaced: boolean;
}

export interface RejectedCall {
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
}

/** Owner of bytes: a call's recording, or an upload to Talkdesk by its `request_id`. */
export interface BytesOwner {
  readonly of: 'recording' | 'upload';
  readonly id: string;
  /** Media type. */
  readonly type: string;
}

interface AddedBytes extends BytesOwner {
  readonly stored: Import;
  size: number;
}

/** Makes the issue to which imported calls are attached, or finds it. */
export type ImportIssue = (state: State) => { readonly state: State; readonly issue: Issue };

/** Collects the items of one import. They are stored as they arrive, and become visible together. */
export class CallImport {
  readonly #store: Store;
  readonly #calls: Import;
  readonly #bytes: AddedBytes[] = [];
  readonly #restoring = new Restoring();
  readonly #conversations: Conversation[] = [];
  readonly #unmatched: Flag[] = [];
  /** Time of adding, by call. */
  readonly #known: Map<string, string>;
  readonly #flags: ReadonlyMap<string, readonly Flag[]>;
  readonly imported: ImportedCall[] = [];
  readonly rejected: RejectedCall[] = [];
  /** Calls of an export, which are not attached to anything. */
  #restored = 0;

  private constructor(store: Store, { calls, flags }: State) {
    this.#store = store;
    this.#calls = store.beginImport();
    this.#known = new Map(calls.map(({ call_id, added_at }) => [call_id, added_at]));
    this.#flags = Map.groupBy(flags, ({ call_id }) => call_id);
  }

  static async begin(store: Store): Promise<CallImport> {
    return new CallImport(store, await store.read());
  }

  /** Adds a call, or lists it as rejected. */
  async addCall(name: string, content: unknown): Promise<void> {
    const read = readCall(content);
    if ('reason' in read) {
      this.rejected.push({ name, reason: read.reason });
      return;
    }
    const { callId, details, corrected } = read.call;
    await this.#put(name, makeCall(callId, details, corrected, this.#known.get(callId) ?? now()));
  }

  /** Adds fields to a call of this import or of the state. @param fills keeps the fields that the call has */
  async addToCall(
    name: string,
    callId: string,
    {
      details,
      corrected,
      fills,
    }: { readonly details: JsonObject; readonly corrected: unknown; readonly fills: boolean },
  ): Promise<void> {
    const call = this.#known.has(callId) ? await this.#store.call(callId, this.#calls) : undefined;
    if (call === undefined) {
      this.rejected.push({ name, reason: 'Its call is not here.' });
      return;
    }
    const merged = fills ? withFields(details, call.details) : withFields(call.details, details);
    const content = { details: { ...merged, call_id: callId }, corrected: corrected ?? call.corrected };
    const read = readCall(content);
    if ('reason' in read) this.rejected.push({ name, reason: read.reason });
    else await this.#put(name, makeCall(callId, content.details, content.corrected, call.added_at));
  }

  addConversation(id: string, details: JsonObject): void {
    this.#conversations.push({ id, details: { ...details, id } });
  }

  /** Adds a call of an export as it was. It has no name. */
  async restoreCall(call: Call): Promise<void> {
    this.#restored += 1;
    await this.#put('', call);
  }

  restoreObject(object: Parameters<Restoring['add']>[0]): void {
    this.#restoring.add(object);
  }

  /** Adds a piece of a recording or upload; the pieces of one follow each other. */
  async addBytes({ of, id, type }: BytesOwner, piece: Uint8Array): Promise<void> {
    let last = this.#bytes.at(-1);
    if (last?.of !== of || last.id !== id) {
      await last?.stored.storeAll();
      last = { of, id, type, stored: this.#store.beginImport(), size: 0 };
      this.#bytes.push(last);
    }
    last.size += piece.byteLength;
    last.stored.addBytes(piece);
    await last.stored.storeBatches();
  }

  /** Makes everything visible. @returns the issue that calls were attached to, and the flags that match their message no more */
  async finish(
    importIssue: ImportIssue,
  ): Promise<{ readonly issue: Issue | null; readonly unmatched: readonly Flag[] }> {
    const imports = [this.#calls, ...this.#bytes.map(({ stored }) => stored)];
    return await this.#store.finishImports(imports, (before, [, ...ids]) => {
      const { state: attached, issue } = this.#attach(this.#restoring.into(before), importIssue);
      const state = withBytes(attached, this.#bytes, ids);
      const used = bytesIn(state);
      const unusedImports = [...bytesIn(before), ...ids].filter((id) => !used.has(id));
      const unmatched = this.#unmatched.filter((flag) => state.flags.some(({ id }) => id === flag.id));
      const isRestored = this.#restoring.count > 0;
      const activity = isRestored ? state.activity : before.activity;
      return { state: { ...state, activity }, result: { issue, unmatched }, unusedImports };
    });
  }

  get isEmpty(): boolean {
    const others = this.#conversations.length + this.#bytes.length + this.#restored + this.#restoring.count;
    return this.imported.length + others === 0;
  }

  abandon(): void {
    for (const one of [this.#calls, ...this.#bytes.map(({ stored }) => stored)]) one.abandon();
  }

  async #put(name: string, call: Call): Promise<void> {
    const { call_id, title, added_at, details } = call;
    const replaced = this.#known.has(call_id);
    this.#known.set(call_id, added_at);
    const others = this.#unmatched.filter((flag) => flag.call_id !== call_id);
    const unmatched = (this.#flags.get(call_id) ?? []).filter((flag) => !matches(flag, details));
    this.#unmatched.splice(0, this.#unmatched.length, ...others, ...unmatched);
    this.imported.push({ name, call_id, title, replaced });
    this.#calls.addCall(call);
    await this.#calls.storeBatches();
  }

  #attach(before: State, importIssue: ImportIssue): { readonly state: State; readonly issue: Issue | null } {
    const conversations = new Map([...before.conversations, ...this.#conversations].map((one) => [one.id, one]));
    const joined = { ...before, conversations: [...conversations.values()] };
    const calls = this.imported.length - this.#restored;
    if (calls + this.#conversations.length === 0) return { state: joined, issue: null };
    const { state, issue } = importIssue(joined);
    const ids = this.imported.filter(({ name }) => name !== '').map(({ call_id }) => call_id);
    let attached = attachCalls(state, issue.id, ids);
    for (const { id } of this.#conversations) attached = attach(attached, issue.id, 'sms_conversation', id).state;
    return { state: withActivity(attached, now(), issue.id), issue };
  }
}

/** Returns the fields of both; those of the second win, unless they are null. */
function withFields(first: JsonObject, second: JsonObject): JsonObject {
  const given = Object.entries(second).filter(([name, value]) => value !== null || !Object.hasOwn(first, name));
  return { ...first, ...Object.fromEntries(given) };
}

/** A flag on a whole call always matches; one without a text needs its row only. */
function matches({ message_index: index, message_text: text }: Flag, details: JsonObject): boolean {
  if (index === null) return true;
  const rows = details['transcripts'];
  const row: unknown = Array.isArray(rows) ? rows[index] : undefined;
  return isJsonObject(row) && (text === null || row['text'] === text);
}

/** Puts recordings and uploads into a state. @param ids of the imports that have their bytes */
function withBytes(before: State, added: readonly AddedBytes[], ids: readonly number[]): State {
  let state = before;
  for (const [place, { of, id, type, size }] of added.entries()) {
    const content = { size, type, import: ids[place] ?? 0 };
    if (of === 'upload') {
      const uploads = state.uploads.map((one) => (one.request_id === id ? { ...one, content } : one));
      state = { ...state, uploads };
    } else if (findCall(state, id) !== undefined) {
      state = { ...state, recordings: [...state.recordings.filter((one) => one.id !== id), { id, ...content }] };
    }
  }
  return state;
}

/** Ids of the imports whose bytes a state uses. */
function bytesIn({ recordings, uploads }: State): ReadonlySet<number> {
  const imports = [...recordings, ...uploads.flatMap(({ content }) => content ?? [])];
  return new Set(imports.map((one) => one.import));
}
