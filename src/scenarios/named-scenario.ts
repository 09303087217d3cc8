import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Scenario } from '../api/bland/scenarios.ts';
import type { Call } from '../editor/call.ts';
import { runWord } from '../editor/words/scenarios.ts';
import { askIssue, askPick, issueTarget, refuseToAsk } from '../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { waitInUi } from '../editor/progress.ts';

const id = z.string().check(z.minLength(1));

/** A scenario by its ID, or one that was made of a flag or of any flag of an issue. */
export const scenarioTargetArgs = { ...issueTarget, scenarioId: z.optional(id), flagId: z.optional(id) } as const;

interface Given {
  readonly issueId?: string | undefined;
  readonly scenarioId?: string | undefined;
  readonly flagId?: string | undefined;
}

/** Returns the scenario that is named, or the one that a person picks. @throws InvalidArgumentError, ServiceError */
export async function namedScenario(session: Session, given: Given, call: Call): Promise<Scenario> {
  const { l10n } = vscode;
  const { scenarios } = session;
  const { scenarioId, flagId } = given;
  if (scenarioId !== undefined) {
    const known = scenarios.get(scenarioId);
    if (known !== undefined) return known;
    const reading = session.api.scenarios.get(scenarioId);
    const read = await waitInUi(call, l10n.t('Loading scenarios'), reading);
    scenarios.add(read);
    return read;
  }
  if (flagId === undefined) refuseToAsk(call, 'scenarioId');
  const issueId = flagId === undefined ? await askIssue(session, given.issueId, call) : undefined;
  await waitInUi(call, l10n.t('Loading scenarios'), scenarios.load());
  if (scenarios.error !== undefined) throw scenarios.error;
  if (flagId !== undefined) {
    const found = scenarios.ofFlag(flagId);
    if (found !== undefined) return found;
    throw new InvalidArgumentError('flagId', l10n.t('No scenario was made of this flag.'));
  }
  const issue = await waitInUi(call, l10n.t('Loading issue'), session.issues.find(issueId ?? ''));
  await waitInUi(call, l10n.t('Loading flags'), session.issues.loadFlags(issue.id));
  const found = scenarios.ofIssue(issue, session.issues.contents(issue.id).flags.items);
  if (found.length === 0) {
    throw new InvalidArgumentError('scenarioId', l10n.t('No scenario was made of the flags of this issue.'));
  }
  const rows = found.map((scenario) => ({
    label: printable(scenario.name),
    description: runWord(scenarios.runOf(scenario.id)?.status ?? ''),
    value: scenario,
  }));
  return askPick<Scenario>(call, 'scenarioId', l10n.t('Choose a Scenario'), rows);
}
