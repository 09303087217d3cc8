import * as z from 'zod/mini';
import { type Issue, issueChangeSchema } from '../../../api/bland/issues.ts';
import type { BlandApi } from '../../../api/index.ts';
import { EditConflictError } from '../../errors.ts';
import { issueTextFields, sameText } from '../../issue-text.ts';
import type { WriteKind } from '../outbox.ts';

const text = z.optional(z.string());
const schema = z.object({
  issueId: z.string().check(z.minLength(1)),
  change: issueChangeSchema,
  /**
   * What the texts that are changed were when somebody began to edit them. The service knows no conditional requests, so
   * the issue is read first, and texts that read otherwise by then are not overwritten.
   */
  expected: z.optional(z.object({ title: text, description: text })),
});

export type UpdateIssuePayload = Readonly<z.output<typeof schema>>;

/**
 * Update Issue. It says how things shall be, so an attempt whose answer was lost is simply made again; one that expects
 * something is looked for first, since it may have found what it expects by now only because it was done.
 */
export const updateIssue: WriteKind<UpdateIssuePayload, Issue> = {
  name: 'issue.update',
  schema,
  issueId: ({ issueId }) => issueId,
  async send(api, payload, signal) {
    if (payload.expected !== undefined) await checkTexts(api, payload, signal);
    return api.issues.update(payload.issueId, payload.change, { signal });
  },
  async find(api, payload, _since, _isTaken, signal) {
    const { issueId, change, expected } = payload;
    if (expected === undefined) return api.issues.update(issueId, change, { signal });
    const now = await api.issues.get(issueId, { signal });
    return issueTextFields.every((field) => sameText(change[field] ?? now[field], now[field])) ? now : undefined;
  },
  resultId: () => null,
  apply: (stores, _payload, issue) => stores.issues.put(issue),
};

/** @throws EditConflictError when somebody else has changed a text that would be overwritten */
async function checkTexts(
  api: BlandApi,
  { issueId, change, expected }: UpdateIssuePayload,
  signal: AbortSignal,
): Promise<void> {
  const now = await api.issues.get(issueId, { signal });
  const others = issueTextFields.filter((field) => {
    const [before, after] = [expected?.[field], change[field]];
    if (before === undefined || after === undefined) return false;
    return !sameText(before, now[field]) && !sameText(after, now[field]);
  });
  if (others.length > 0) throw new EditConflictError(others);
}
