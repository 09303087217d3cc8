import * as vscode from 'vscode';
import { Cancelled } from '../../editor/errors/cancelled.ts';
import type { Call } from '../../editor/call.ts';
import { withNotificationProgress } from '../../editor/progress.ts';
import type { Services } from '../../editor/services.ts';
import { defaultRange, type InsightRange, type InsightsView } from '../../shared/insights-view.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { insightsOf } from './insights.ts';
import { insightsPanelsOf } from './panels.ts';
import { insightsView } from './view.ts';

/**
 * Loads the flags of the listed issues where they are not loaded, and returns what a page would show of them. Flags that
 * could not be read are named in it.
 *
 * @param range without it, that of the open page
 * @throws the error of the list of issues; Cancelled
 */
export async function readInsights(
  services: Services,
  session: Session,
  range: InsightRange | undefined,
  call: Call,
): Promise<InsightsView> {
  const insights = insightsOf(services, session);
  const { list } = session.issues;
  const isMissing = !list.loaded || insights.uncounted.unreadIssues > 0 || !session.flagTypes.settled;
  if (isMissing && call.fromUi) {
    await withNotificationProgress(vscode.l10n.t('Loading flags'), async (signal) => {
      signal.addEventListener('abort', () => insights.stop());
      await insights.load();
      if (signal.aborted) throw new Cancelled();
    });
  } else if (isMissing) await insights.load();
  if (!list.loaded) throw insights.error;
  const open = insightsPanelsOf(services).find({ connectionId: session.connection.id });
  return insightsView({
    session,
    insights,
    range: range ?? open?.range ?? defaultRange,
    now: new Date(),
    offer: (name) => name,
  });
}
