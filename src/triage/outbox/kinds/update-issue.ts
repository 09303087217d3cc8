import * as z from 'zod/mini';
import { type Issue, type IssueChange, issueChangeSchema } from '../../../api/bland/issues.ts';
import { EditConflictError } from '../../issues/errors.ts';
import { sameText } from '../../issues/issue-text.ts';
import { isSameText } from '../same-text.ts';
import type { WriteKind } from '../kind.ts';

/** Fields as they were read: the service may have values that cannot be sent. */
const seenSchema = z.partial(
  z.object({
    title: z.string(),
    description: z.string(),
    status: z.string(),
    severity: z.string(),
    category: z.string(),
    owner_id: z.nullable(z.string()),
    assignee_id: z.nullable(z.string()),
  }),
);
type Seen = Readonly<z.output<typeof seenSchema>>;

const schema = z.object({
  issueId: z.string().check(z.minLength(1)),
  change: issueChangeSchema,
  /** The values a person saw when they changed the fields; a field without one is read before the first attempt. */
  expected: z.optional(seenSchema),
});

export type UpdateIssuePayload = Readonly<z.output<typeof schema>>;
type Field = keyof IssueChange;

/**
 * Update Issue. The service has no conditional requests, so the issue is read first: fields that somebody else has changed
 * are not overwritten before a person decides.
 */
export const updateIssue: WriteKind<UpdateIssuePayload, Issue> = {
  name: 'issue.update',
  schema,
  issueId: ({ issueId }) => issueId,
  nextStep: ({ issueId, change, expected }) => ({
    type: 'change',
    isCheckedFirst: true,
    async look(api, baseline, signal) {
      const now = await api.issues.get(issueId, { signal });
      const fields = Object.keys(change) as Field[];
      const before: Seen = { ...expected, ...seenSchema.safeParse(baseline).data };
      const isBefore = (field: Field): boolean => field in before && isSame(before[field], now[field]);
      const open = fields.filter(
        (field) => !isSame(change[field], now[field]) && (isBefore(field) || !isLike(change[field], now[field])),
      );
      if (open.length === 0) return { at: 'target', outcome: { made: null, result: now } };
      // All are set at once: after an attempt, some at the target and some not means that somebody has changed it since.
      const isDone = (field: Field): boolean => !open.includes(field) && !isSame(change[field], before[field]);
      const isMixed = baseline !== null && fields.some(isDone);
      const changed = open.filter((field) => isMixed || (field in before && !isBefore(field)));
      if (changed.length > 0) return { at: 'elsewhere', error: new EditConflictError(changed) };
      return { at: 'baseline', baseline: { ...pick(now, fields), ...before } };
    },
    send: async (api, _baseline, signal) => ({
      made: null,
      result: await api.issues.update(issueId, change, { signal }),
    }),
  }),
  apply: (stores, _payload, issue) => stores.issues.put(issue),
};

type FieldValue = string | null | undefined;

function isSame(one: FieldValue, other: FieldValue): boolean {
  return one === other || (typeof one === 'string' && typeof other === 'string' && sameText(one, other));
}

/** Compares as the service may have normalised a value. */
function isLike(one: FieldValue, other: FieldValue): boolean {
  return typeof one === 'string' && typeof other === 'string' && isSameText(one, other);
}

function pick(issue: Issue, fields: readonly Field[]): Seen {
  return Object.fromEntries(fields.map((field) => [field, issue[field]]));
}
