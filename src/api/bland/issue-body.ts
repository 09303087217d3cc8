import * as z from 'zod/mini';
import { issueSeverities, issueSources, issueStatuses } from './issue.ts';

/** Limits of the service, in UTF-16 units (it does not say what it counts; this is the strictest reading). */
export const maxTitleLength = 200;
export const maxDescriptionLength = 10_000;
export const maxCategoryLength = 64;

const id = z.string().check(z.minLength(1));
const optionalId = z.optional(id);
const title = z.string().check(z.minLength(1), z.maxLength(maxTitleLength));
const category = z.string().check(z.minLength(1), z.maxLength(maxCategoryLength));
const description = z.optional(z.string().check(z.maxLength(maxDescriptionLength)));

/** Create Issue, body, as it is checked before it is sent. An unknown key would be refused with 400. */
export const newIssueSchema = z.strictObject({
  title,
  severity: z.enum(issueSeverities),
  /** Free text; it need not be in the catalogue. */
  category,
  description,
  /** `todo` when it is left out. */
  status: z.optional(z.enum(issueStatuses)),
  /** `manual` when it is left out. */
  source: z.optional(z.enum(issueSources)),
  agent_id: optionalId,
  agent_version_id: optionalId,
  dispatch_id: optionalId,
  skill_id: optionalId,
  owner_id: optionalId,
  assignee_id: optionalId,
  /** Evidence that is attached with it. */
  resource_links: z.optional(
    z.array(z.strictObject({ resource_type: z.enum(['call', 'sms_conversation', 'file']), resource_id: id })),
  ),
});

export type NewIssue = Readonly<z.output<typeof newIssueSchema>>;

/** Update Issue, body: any of these. Null clears a person. */
export const issueChangeSchema = z.strictObject({
  title: z.optional(title),
  description,
  status: z.optional(z.enum(issueStatuses)),
  severity: z.optional(z.enum(issueSeverities)),
  category: z.optional(category),
  owner_id: z.optional(z.nullable(id)),
  assignee_id: z.optional(z.nullable(id)),
});

export type IssueChange = Readonly<z.output<typeof issueChangeSchema>>;
