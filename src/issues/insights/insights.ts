import type { Services } from '../../editor/services.ts';
import { FlagInsights } from '../../triage/insights/flag-insights.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { findingOf } from '../finding.ts';

/** The insights of this window, one for each session: pages and commands share what was read for them. */
class SessionInsights {
  readonly of = new WeakMap<Session, FlagInsights>();
}

/** Returns the insights of a session, whose issues are listed as the issues view lists them. */
export function insightsOf(services: Services, session: Session): FlagInsights {
  findingOf(services, session);
  const known = services.once(SessionInsights).of;
  const insights = known.get(session) ?? new FlagInsights(session);
  known.set(session, insights);
  return insights;
}
