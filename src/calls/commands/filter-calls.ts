import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { callFilterSchema } from '../../triage/calls/filter.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { applyFilter } from '../apply-filter.ts';
import { askFilter } from '../ask-filter.ts';

/** Narrows the view of calls. A script's argument object is the whole filter: an empty one shows all calls. */
export default defineCommand({
  args: z.looseObject({ connectionId: z.optional(z.string()) }),
  async run(services, { connectionId, ...given }, call) {
    const session = services.session(connectionId);
    if (call.fromUi) {
      await askFilter(session.calls.filter, (filter) => applyFilter(session, filter));
      return undefined;
    }
    const parsed = callFilterSchema.safeParse(given);
    if (parsed.success) return applyFilter(session, parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
    throw new InvalidArgumentError(
      path,
      `The argument "${path}" is not valid: ${issue?.message ?? 'it is malformed'}.`,
    );
  },
});
