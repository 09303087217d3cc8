import * as vscode from 'vscode';
import { OtherConnectionError } from '../triage/sessions/errors.ts';
import { isPending, needsDecision, type Pending, type WriteKind } from '../triage/outbox/outbox.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { otherOwner } from '../triage/issues/owner.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { Call } from './call.ts';
import { explain } from './errors/explain.ts';
import { clockTime } from './errors/explanation.ts';
import { inform } from './notices.ts';
import type { Services } from './services.ts';

export { isPending } from '../triage/outbox/outbox.ts';

/** Milliseconds after which a write continues in the background. */
const deliveryBudgetMs = 6_000;

/**
 * Makes a write through the session's outbox. A write that is not delivered in time stays pending; the
 * user is told so once, a script gets it as the result.
 *
 * @param keepRefused keep a refused write in the outbox for the user to decide about, since it holds text somebody wrote
 * @throws OtherConnectionError for an issue of another organization's connection; nothing is recorded then
 * @throws what the service refused it with
 */
export async function makeWrite<P extends object, R>(
  services: Services,
  session: Session,
  write: WriteKind<P, R>,
  payload: P,
  call: Call,
  keepRefused = false,
): Promise<R | Pending> {
  const owner = otherOwner(session, services.openSessions(), Object.values(payload));
  if (owner !== undefined) throw new OtherConnectionError(owner.connection.label, session.connection.label);
  const result = await session.outbox.deliver(write, payload, { budgetMs: deliveryBudgetMs, keepRefused });
  if (isPending(result)) {
    services.log.info(`${write.name} waits in the outbox.`);
    if (call.fromUi) {
      const issue = session.issues.get(write.issueId(payload));
      const reason = pendingReason(session, result.entryId);
      void inform(issue === undefined ? reason : vscode.l10n.t('{0}: {1}', printable(issue.triage_id), reason));
    }
  }
  return result;
}

function pendingReason({ outbox }: Session, entryId: string): string {
  const { l10n } = vscode;
  const entry = outbox.get(entryId);
  const { needsKey, pausedUntil } = outbox.status;
  if (entry !== undefined && (entry.inDoubt || needsDecision(entry))) {
    return l10n.t('No clear answer from the service. Your change is saved; checking whether it was stored.');
  }
  if (needsKey !== undefined)
    return l10n.t('{0} Your change is saved and will be sent with a valid key.', explain(needsKey).sentence);
  if (pausedUntil === null) {
    return l10n.t('Service unreachable. Your change is saved and will be sent.');
  }
  const until = clockTime(pausedUntil.getTime() - Date.now());
  return l10n.t('Paused by the service until {0}. Your change is saved and will be sent.', until);
}
