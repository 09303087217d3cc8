import * as vscode from 'vscode';
import type { Issue } from '../../../api/bland/issues.ts';
import { hasEnded } from '../../../api/bland/scenario-runs.ts';
import { mostScenarios, type Scenario } from '../../../api/bland/scenarios.ts';
import { explain } from '../../../editor/errors/explain.ts';
import { forDisplay } from '../../../editor/privacy.ts';
import { shortMoment } from '../../../editor/words/format.ts';
import { runWord, verdictWords } from '../../../editor/words/scenarios.ts';
import type { ScenarioIcon, ScenarioList, ScenarioView } from '../../../shared/issue-view.ts';
import { NotSupportedError } from '../../../triage/sessions/errors.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import { oneLine } from '../../activity/masked-text.ts';
import { button, type Offer } from '../offers.ts';

/**
 * The scenarios that were made of an issue's flags, with their latest results. Null where the service has none, and for an issue
 * without flags that has none.
 */
export function scenariosView(session: Session, issue: Issue, offer: Offer): ScenarioList | null {
  const { l10n } = vscode;
  const { scenarios, support, issues } = session;
  if (!support.has('scenarios') || scenarios.error instanceof NotSupportedError) return null;
  const place = { connectionId: session.connection.id, issueId: issue.id };
  const flags = issues.contents(issue.id).flags.items;
  const found = scenarios.ofIssue(issue, flags);
  if (found.length === 0 && (flags.length === 0 || !scenarios.isLoaded)) return null;
  const retry = { text: l10n.t('Try Again'), action: offer('retry', 'callTriage.openIssue', place) };
  const cut = l10n.t('Only the newest {0} scenarios of the account are listed.', mostScenarios);
  return {
    items: found.map((scenario) => scenarioView(session, place, scenario, offer)),
    trouble:
      scenarios.error === undefined
        ? scenarios.mayBeCut
          ? { sentence: cut, retry: null }
          : null
        : { sentence: forDisplay(explain(scenarios.error).sentence), retry },
    buttons: flags.length === 0 ? [] : [button(l10n.t('Create…'), offer, 'callTriage.createScenario', place)],
  };
}

function scenarioView(
  { scenarios }: Session,
  place: { readonly connectionId: string; readonly issueId: string },
  { id, name }: Scenario,
  offer: Offer,
): ScenarioView {
  const { l10n } = vscode;
  const run = scenarios.runOf(id);
  const callId = run?.call_id ?? null;
  const args = { ...place, scenarioId: id };
  const isOver = run !== undefined && hasEnded(run);
  const verdicts = (run?.assertion_results ?? []).map((result) => ({
    icon: iconOf(result.status ?? ''),
    text: oneLine(verdictWords(result), 300),
  }));
  return {
    id,
    link: { text: oneLine(name, 160), action: offer(`open/${id}`, 'callTriage.openScenario', args) },
    icon: iconOf(run?.status ?? ''),
    state: run === undefined ? l10n.t('not run') : oneLine(runWord(run.status), 40),
    facts: run === undefined ? '' : shortMoment(run.completed_at ?? run.created_at),
    verdicts,
    problem: oneLine(run?.error_message ?? '', 300),
    call:
      callId === null
        ? null
        : {
            text: l10n.t('Simulated call'),
            action: offer(`call/${id}`, 'callTriage.openTranscript', { connectionId: place.connectionId, callId }),
          },
    // A run that goes on has a price already.
    run:
      run !== undefined && !isOver
        ? null
        : { text: l10n.t('Run…'), action: offer(`run/${id}`, 'callTriage.runScenario', args) },
  };
}

function iconOf(status: string): ScenarioIcon {
  switch (status) {
    case 'PASSED':
      return 'passed';
    case 'FAILED':
      return 'failed';
    case 'PENDING':
    case 'RUNNING':
      return 'running';
    case '':
    case 'CANCELLED':
      return 'none';
    default:
      return 'unclear';
  }
}
