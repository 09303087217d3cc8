import * as z from 'zod/mini';

/** The documented values and limits of the triage operations. */
export const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
export const id = z.string().check(z.minLength(1));
export const status = z.enum(['backlog', 'todo', 'in_progress', 'in_review', 'done', 'closed']);
export const severity = z.enum(['critical', 'high', 'medium', 'low']);
export const source = z.enum(['manual', 'automated', 'client']);
export const resourceType = z.enum(['call', 'sms_conversation', 'file']);
export const relationType = z.enum(['related_to', 'blocks', 'duplicate_of']);

/** A number from 1 to 100, or another highest one, as a parameter. */
export const count = (highest = 100) =>
  z.string().check(z.refine((text) => /^[1-9]\d{0,6}$/.test(text) && Number(text) <= highest));

/** Parameters that may be left out. A parameter that is empty is refused. */
export const parameters = (names: Readonly<Record<string, z.ZodMiniType>>) =>
  z.strictObject(Object.fromEntries(Object.entries(names).map(([name, type]) => [name, z.optional(type)])));

/** No parameters at all. */
export const none = parameters({});

/** What every paged list takes. */
export const paging = { limit: count(), cursor: id };
export const paged = parameters(paging);
