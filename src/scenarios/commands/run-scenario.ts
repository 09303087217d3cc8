import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { hasEnded, type ScenarioRun } from '../../api/bland/scenario-runs.ts';
import type { Scenario } from '../../api/bland/scenarios.ts';
import { fromView } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { confirm, inform, warn } from '../../editor/notices.ts';
import { withNotificationProgress } from '../../editor/progress.ts';
import { ShownIssues } from '../../editor/shown-issues.ts';
import { runSentence } from '../../editor/words/scenarios.ts';
import { systemClock } from '../../triage/clock.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { issueIdOf } from '../../triage/scenarios/metadata.ts';
import { startRun } from '../../triage/scenarios/start-run.ts';
import { watchRun } from '../../triage/scenarios/watch-run.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { namedScenario, scenarioTargetArgs } from '../named-scenario.ts';

/** Runs a scenario and waits for its result (Run Scenario). Asks first: a run has a price and effects outside. */
export default defineCommand({
  args: z.object({ ...scenarioTargetArgs, confirm: z.optional(z.literal(true)) }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const scenario = await namedScenario(session, args, call);
    if (args.confirm !== true) {
      if (!call.fromUi)
        throw new InvalidArgumentError('confirm', 'Running a scenario takes the argument confirm: true.');
      const question = l10n.t('Run scenario {0}?', printable(scenario.name));
      const detail = l10n.t(
        'A run costs credits, and the agent calls its real webhooks and tools. Transfers are not dialed.',
      );
      await confirm(question, detail, l10n.t('Run'));
    }
    const title = l10n.t('Running scenario {0}… Cancel stops waiting, not the run.', printable(scenario.name));
    const run = await withNotificationProgress(title, (signal) => runAndWatch(session, scenario, signal));
    const issueId = issueIdOf(scenario);
    const isSeen = issueId !== null && services.once(ShownIssues).has(session.connection.id, issueId);
    if (call.fromUi && !isSeen) report(session, scenario, run);
    return resultOf(scenario, run);
  },
});

async function runAndWatch(session: Session, scenario: Scenario, signal: AbortSignal): Promise<ScenarioRun> {
  const { api, scenarios } = session;
  const clock = systemClock;
  const started = await startRun(api, scenario.id, { clock, signal });
  scenarios.takeRun(scenario.id, started);
  const onUpdate = (run: ScenarioRun): void => scenarios.takeRun(scenario.id, run);
  return (await watchRun(api, started.id, { clock, signal, onUpdate })) ?? started;
}

function resultOf({ id }: Scenario, run: ScenarioRun): object {
  return {
    scenarioId: id,
    runId: run.id,
    status: run.status,
    score: run.overall_score,
    callId: run.call_id,
    results: run.assertion_results.map(({ name, type, status, reasoning, is_required: required }) => ({
      name,
      type,
      required,
      status,
      reasoning,
    })),
  };
}

/** Tells the result, with ways to the simulated call and to the issue. Does not wait. */
function report({ connection }: Session, scenario: Scenario, run: ScenarioRun): void {
  const { l10n } = vscode;
  const connectionId = connection.id;
  const issueId = issueIdOf(scenario);
  if (!hasEnded(run)) {
    void inform(l10n.t('{0} is still running. Its result will be on the page of the issue.', printable(scenario.name)));
    return;
  }
  const [call, issue] = [l10n.t('Open Simulated Call'), l10n.t('Open Issue')];
  const buttons = [...(run.call_id === null ? [] : [call]), ...(issueId === null ? [] : [issue])];
  const tell = run.status === 'PASSED' ? inform : warn;
  void tell(runSentence(scenario.name, run), ...buttons).then(async (chosen) => {
    const place = { [fromView]: true, connectionId };
    if (chosen === call) {
      await vscode.commands.executeCommand('callTriage.openTranscript', { ...place, callId: run.call_id });
    } else if (chosen === issue) await vscode.commands.executeCommand('callTriage.openIssue', { ...place, issueId });
  });
}
