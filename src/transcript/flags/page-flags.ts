import * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import type { FindingView } from '../../shared/pathway.ts';
import { prepareFlag } from '../../triage/flags/flagging.ts';
import { isFlagWrite } from '../../triage/flags/marks.ts';
import { addFlag } from '../../triage/outbox/kinds/add-flag.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { ensureIssue } from '../panel/change-issue.ts';
import type { FlagPort, PanelPort } from '../panel/ports.ts';
import { dismissFinding, findingWithId, type FindingsPort } from '../pathway/findings.ts';
import { nodeAt } from '../pathway/pathway-view.ts';
import { issueOfFlag } from './flag-marks.ts';
import { removeOrDiscardFlag } from './remove-flag.ts';

/**
 * Flags messages that the page names by index; texts and nodes are taken from the loaded transcript. What was written while that
 * is not there is given back to the composer.
 */
export function createFlags(
  panel: FlagPort,
  { index, others, flagType, note }: Omit<PageMessageOf<'flag/create'>, 'type'>,
): void {
  const { target, transcript } = panel;
  const session = panel.session();
  if (target.issueId === null || transcript === undefined) {
    panel.compose(index, null, { index, flagType, isNew: false, note }, others);
    return;
  }
  const { issueId } = target;
  const { callId } = transcript;
  const attach = !session.issues.holds(issueId, callId);
  const payloads = [...new Set([index, ...others])].map((messageIndex) => {
    const node = nodeAt(session, transcript, messageIndex);
    return prepareFlag({ issueId, callId, messageIndex, type: flagType, note, attach, ...node }, transcript);
  });
  panel.history.added(
    session,
    payloads.map((payload) => session.outbox.add(addFlag, payload)),
  );
}

/** Removes a flag that the page shows, stored or not. */
export async function removeShownFlag(panel: FlagPort, services: Services, flagId: string): Promise<void> {
  const issueId = issueOfFlag(panel, flagId);
  if (issueId === undefined) return;
  const session = panel.session();
  const flag = session.issues.contents(issueId).flags.items.find(({ id }) => id === flagId);
  await removeOrDiscardFlag(services, session, issueId, flagId, { fromUi: true, selection: [] });
  if (flag === undefined) return;
  panel.history.removed(session, issueId, flag);
  panel.say(vscode.l10n.t('Flag {0} removed.', printable(flag.type)), 'info');
}

/** Retries, attaches or discards a flag that the service refused. */
export async function resolveFlag(
  panel: Pick<PanelPort, 'target' | 'session'>,
  { id, action }: PageMessageOf<'flag/resolve'>,
): Promise<void> {
  const { outbox } = panel.session();
  const entry = outbox.get(id);
  if (entry === undefined || !isFlagWrite(entry) || entry.issueId !== issueOfFlag(panel, id)) return;
  if (action === 'discard' || action === 'keep') await outbox.discard(id);
  else if (action === 'retry') await outbox.retry(id);
  else await outbox.amend(id, { ...entry.payload, attach: true });
}

/** Dismisses a suggestion, or makes a flag of it. @throws StorageError when the dismissal cannot be stored */
export async function resolveFinding(
  panel: FlagPort & FindingsPort,
  { database }: Pick<Services, 'database'>,
  { id, action }: PageMessageOf<'finding'>,
): Promise<void> {
  const finding = findingWithId(panel, id);
  if (finding === undefined) return;
  if (action === 'dismiss') await dismissFinding(panel, database, id);
  else await flagFinding(panel, finding);
}

async function flagFinding(panel: FlagPort, { index, flagType, note }: FindingView): Promise<void> {
  const draft = { index, flagType, isNew: false, note };
  const under = await ensureIssue(panel, { index, others: [], quote: null, draft });
  if (under === undefined) return;
  // The panel that shows the call for the chosen issue may not be loaded yet.
  if (under.transcript === undefined) under.compose(index, null, draft);
  else createFlags(under, { index, others: [], flagType, note });
}
