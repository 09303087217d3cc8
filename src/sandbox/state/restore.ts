import * as z from 'zod/mini';
import { badRequest } from '../http/answers.ts';
import { describeError } from '../http/describe-error.ts';
import { type Collections, collections, type Issue, type State } from './schema.ts';

/** Collections that an export has, in its order. Calls and bytes stand in it as items of their own. */
export const exported = [
  'categories',
  'conversations',
  'files',
  'personas',
  'phones',
  'uploads',
  'attachments',
  'issues',
  'links',
  'flags',
  'relations',
  'activity',
  'agent_sessions',
  'runs',
  'alert_bindings',
  'scenarios',
  'scenario_runs',
] as const satisfies readonly (keyof Collections)[];

export type ExportedName = (typeof exported)[number];

/** An object of an export. */
export const exportedObject = z.strictObject({ collection: z.enum(exported), value: z.unknown() });

type StoredObject = Collections[ExportedName][number];

/** Objects that are being restored. */
export class Restoring {
  readonly #lists = new Map<ExportedName, StoredObject[]>();

  /** @throws Refusal 400 `bad_request` */
  add({ collection, value }: z.infer<typeof exportedObject>): void {
    const parsed = collections[collection].safeParse(value);
    if (!parsed.success) throw badRequest(describeError(parsed.error, ['object', 'value']));
    const list = this.#lists.get(collection) ?? [];
    // The bytes of an upload stand in an import of their own, which the export names no more.
    list.push('content' in parsed.data ? { ...parsed.data, content: null } : parsed.data);
    this.#lists.set(collection, list);
  }

  get count(): number {
    return [...this.#lists.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** Puts the objects into a state: one of a known id replaces it, one that clashes with another is left out. */
  into(before: State): State {
    let state = before;
    for (const [name, list] of this.#lists) {
      const merged = name === 'issues' ? mergeIssues(state, list as Issue[]) : merge(state, name, list);
      state = { ...state, [name]: merged };
    }
    // A list of activity that is set keeps the state from writing its own.
    const next = Math.max(state.next_number, ...state.issues.map(({ number }) => number + 1));
    return { ...state, next_number: next, activity: [...state.activity] };
  }
}

const idOf = (one: StoredObject): string | number => ('request_id' in one && !('id' in one) ? one.request_id : one.id);

/** What may not occur twice, beside the id. */
function uniqueOf(name: ExportedName, one: StoredObject): string | undefined {
  if (name === 'categories' && 'name' in one) return one.name.toLowerCase();
  return name === 'phones' && 'phone_number' in one ? one.phone_number : undefined;
}

function merge(state: State, name: ExportedName, added: readonly StoredObject[]): readonly StoredObject[] {
  const merged = new Map<string | number, StoredObject>(state[name].map((one) => [idOf(one), one]));
  const taken = new Map(state[name].map((one) => [uniqueOf(name, one), idOf(one)]));
  for (const one of added) {
    const holder = taken.get(uniqueOf(name, one));
    const isFree = uniqueOf(name, one) === undefined || holder === undefined || holder === idOf(one);
    if (isFree) merged.set(idOf(one), one);
  }
  return [...merged.values()];
}

/** An issue whose number another one has gets the next free one. */
function mergeIssues(state: State, added: readonly Issue[]): readonly Issue[] {
  const merged = new Map(state.issues.map((issue) => [issue.id, issue]));
  const holders = new Map(state.issues.map(({ number, id }) => [number, id]));
  const numbers = added.map(({ number }) => number);
  let next = Math.max(state.next_number, ...numbers.map((number) => number + 1));
  for (const issue of added) {
    const isTaken = (holders.get(issue.number) ?? issue.id) !== issue.id;
    const number = isTaken ? next++ : issue.number;
    holders.set(number, issue.id);
    merged.set(issue.id, { ...issue, number });
  }
  return [...merged.values()];
}
