import { flagEntry, addEntry, relationEntries } from '../state/history.ts';
import { startRun, startSession } from '../state/norm-runs.ts';
import { linkView } from '../state/resources.ts';
import type { ActivityEntry, State } from '../state/schema.ts';
import { seedId } from './id.ts';
import { days, hours } from './issue.ts';
import { type Person, personId } from './people.ts';

interface CommentSeed {
  readonly issue: number;
  readonly ago: number;
  readonly by: Person;
  readonly text: string;
}

const comments: readonly CommentSeed[] = [
  {
    issue: 1002,
    ago: days(8),
    by: 'noor',
    text: 'I can hear it in three more calls of last week, always after "Choose card".\n\nThe variable is set, nobody reads it.',
  },
  { issue: 1002, ago: hours(5), by: 'owner', text: 'Then the edge needs a condition, not the prompt.' },
  { issue: 1003, ago: days(3), by: 'theo', text: 'The customs desk asks us to stop.' },
  { issue: 1005, ago: hours(6), by: 'owner', text: 'The lookup is slow between nine and eleven only.' },
  { issue: 1001, ago: days(9), by: 'noor', text: 'Machine detection is on now. Watching it for a week.' },
];

const statusChanges = [
  { issue: 1002, ago: days(7), by: 'noor', from: 'todo', to: 'in_progress' },
  { issue: 1005, ago: hours(7), by: 'owner', from: 'in_progress', to: 'in_review' },
  { issue: 1001, ago: days(8) + 30, by: 'noor', from: 'in_review', to: 'done' },
] as const;

const minute = 60_000;
type Entry = Pick<ActivityEntry, 'issue_id' | 'type'> & Partial<ActivityEntry>;

/** Adds the activity that explains the sample data, comments, and a finished session of Norm. */
export function withActivitySeeds(seeded: State, base: number): State {
  const ago = (minutes: number): string => new Date(base - minutes * minute).toISOString();
  const issueId = (number: number): string => seedId(`issue ${number}`);
  const entries: (readonly [at: string, entry: Entry])[] = [
    ...seeded.issues.map(({ id, created_at, author_id }) => {
      return [created_at, { issue_id: id, type: 'created', actor_id: author_id }] as const;
    }),
    ...seeded.links.map((link) => {
      const resources = [linkView(seeded, link)];
      return [link.created_at, { issue_id: link.issue_id, type: 'resource_added', resources }] as const;
    }),
    ...seeded.flags.map((flag) => [flag.created_at, flagEntry(flag, 'flag_added')] as const),
    ...seeded.relations.flatMap((relation) =>
      relationEntries(seeded.issues, relation, 'relation_added')
        // Not on the other issue, which may have been created later than the relation.
        .filter(({ issue_id }) => issue_id === relation.issue_id)
        .map((entry) => [relation.created_at, entry] as const),
    ),
    ...statusChanges.map(({ issue, ago: minutes, by: person, from, to }) => {
      const change = { type: 'status_changed', actor_id: personId(person), from_status: from, to_status: to };
      return [ago(minutes), { issue_id: issueId(issue), ...change }] as const;
    }),
    ...comments.map(({ issue, ago: minutes, by: person, text }) => {
      const entry = { issue_id: issueId(issue), type: 'comment', actor_id: personId(person), detail: text };
      return [ago(minutes), entry] as const;
    }),
  ];
  entries.sort(([a], [b]) => a.localeCompare(b));
  const withEntries = entries.reduce((state, [at, entry], index) => {
    return addEntry(state, at, { ...entry, id: seedId(`activity ${index}`) });
  }, seeded);
  return withNorm(withEntries, issueId(1002), ago(hours(4)));
}

function withNorm(before: State, issueId: string, at: string): State {
  const issue = before.issues.find(({ id }) => id === issueId);
  if (issue === undefined) return before;
  const { state, session } = startSession(before, issueId, at, seedId(`session ${issue.number}`));
  return startRun(state, issue, session, '/verify', at).state;
}
