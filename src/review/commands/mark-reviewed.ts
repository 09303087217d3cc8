import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { selectedCalls } from '../../editor/trees/selected-calls.ts';
import { connectionKey } from '../../triage/sessions/connection.ts';

/** Marks calls as reviewed on this machine. */
export const markReviewed = markCommand(true);

/** Takes that mark away. */
export const markNotReviewed = markCommand(false);

function markCommand(isReviewed: boolean) {
  const id = z.string().check(z.minLength(1));
  return defineCommand({
    args: z.object({ ...connectionTarget, callId: z.optional(id), callIds: z.optional(z.array(id)) }),
    async run(services, args, call) {
      const { connection } = services.session(args.connectionId);
      const selected = selectedCalls(call);
      const active = services.activeTranscript.read()?.callId ?? undefined;
      const one = args.callId ?? (call.fromUi ? active : undefined);
      const callIds = args.callIds ?? (selected.length > 0 ? selected : one === undefined ? [] : [one]);
      if (callIds.length === 0) refuseToAsk({ ...call, fromUi: false }, 'callIds');
      await services.review.marks.load();
      await services.review.marks.set(connectionKey(connection), callIds, isReviewed);
      return { callIds };
    },
  });
}
