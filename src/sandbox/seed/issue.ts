import type { Issue, Relation, ResourceType } from '../state/schema.ts';

/** Time before the moment of seeding, in minutes. */
export const hours = (count: number): number => count * 60;
export const days = (count: number): number => count * 1440;

export interface FlagSeed {
  readonly call: string;
  /** A piece of text of the row it is on, the first that has it; without it, the flag is on the call as a whole. */
  readonly on?: string;
  readonly type: string;
  readonly note?: string;
  readonly node?: readonly [id: string, name: string];
}

export interface RelationSeed {
  readonly type: Relation['relation_type'];
  /** The number of the other issue. */
  readonly to: number;
}

/** A sample issue in short. Its evidence and flags are spread between its creation and its last activity. */
export interface IssueSeed {
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly status: Issue['status'];
  readonly severity: Issue['severity'];
  readonly category: string;
  readonly source?: Issue['source'];
  readonly createdAgo: number;
  readonly activeAgo: number;
  /** Without it, the issue has never been viewed. */
  readonly viewedAgo?: number;
  readonly owner?: Person;
  readonly assignee?: Person;
  readonly agent?: string;
  readonly resources?: readonly (readonly [type: ResourceType, name: string])[];
  readonly flags?: readonly FlagSeed[];
  readonly relations?: readonly RelationSeed[];
}

/** The users there are; `owner` is the one who owns the key. */
export type Person = 'owner' | 'noor' | 'theo';
