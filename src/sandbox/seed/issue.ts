import type { Issue, Relation, ResourceType } from '../state/schema.ts';
import type { Person } from './people.ts';

/** Convert a time before seeding to minutes. */
export const hours = (count: number): number => count * 60;
export const days = (count: number): number => count * 1440;

export interface FlagSeed {
  readonly call: string;
  /** Text in the flagged row, the first that has it. Default: a flag on the whole call. */
  readonly on?: string;
  readonly type: string;
  readonly note?: string;
  readonly node?: readonly [id: string, name: string];
}

interface RelationSeed {
  readonly type: Relation['relation_type'];
  /** The number of the other issue. */
  readonly to: number;
}

/** A sample issue. Its evidence and flags are spread evenly from its creation to its last activity. */
export interface IssueSeed {
  readonly number: number;
  readonly title: string;
  readonly description?: string;
  readonly status: Issue['status'];
  readonly severity: Issue['severity'];
  readonly category: string;
  readonly source?: Issue['source'];
  /** Minutes before seeding. */
  readonly createdAgo: number;
  readonly activeAgo: number;
  /** Default: never viewed. */
  readonly viewedAgo?: number;
  readonly owner?: Person;
  readonly assignee?: Person;
  readonly agent?: string;
  readonly resources?: readonly (readonly [type: ResourceType, name: string])[];
  readonly flags?: readonly FlagSeed[];
  readonly relations?: readonly RelationSeed[];
}
