import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import type { Queue } from '../../triage/review/queue.ts';
import { openPlace } from '../open-place.ts';

/** Marks the open call of the queue as reviewed, and opens the next one that is not. */
export const nextCall = moveCommand(
  (services, open) => services.review.next(open),
  ({ callIds, hasMore }) => {
    const { l10n } = vscode;
    const { length } = callIds;
    const done = length === 1 ? l10n.t('1 call reviewed.') : l10n.t('{0} calls reviewed.', length);
    return hasMore ? `${done} ${l10n.t('More calls are on the service; they were not loaded.')}` : done;
  },
);

/** Goes back to the call before in the queue. */
export const previousCall = moveCommand(
  (services, open) => services.review.previous(open),
  () => vscode.l10n.t('This is the first call of the review.'),
);

/** @param move goes to another call; undefined when there is none, which `end` says */
function moveCommand(
  move: (services: Services, open: string | undefined) => ReturnType<Services['review']['next']>,
  end: (queue: Queue) => string,
) {
  return defineCommand({
    args: z.object({}),
    async run(services, _args, call) {
      const before = services.review.current;
      const active = services.activeTranscript.read();
      const read = active?.connectionId === before?.connectionId ? (active?.callId ?? undefined) : undefined;
      const leaving = before?.callIds.find((callId) => callId === read) ?? before?.callIds[before.at];
      const place = await move(services, read);
      if (place !== undefined) return openPlace(services, place, leaving);
      const queue = services.review.current;
      if (queue !== undefined && call.fromUi) void inform(end(queue));
      return { done: true, total: queue?.callIds.length ?? 0 };
    },
  });
}
