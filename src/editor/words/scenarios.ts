import * as vscode from 'vscode';
import type { AssertionResult, ScenarioRun } from '../../api/bland/scenario-runs.ts';
import { printable } from '../../triage/transcript/transcript.ts';

/** Names the state of a run, or of one of its assertions; states that are not known are shown as they are. */
export function runWord(status: string): string {
  const { l10n } = vscode;
  switch (status) {
    case 'PENDING':
    case 'RUNNING':
      return l10n.t('running');
    case 'PASSED':
      return l10n.t('passed');
    case 'FAILED':
      return l10n.t('failed');
    case 'ERROR':
      return l10n.t('error');
    case 'CANCELLED':
      return l10n.t('canceled');
    default:
      return printable(status).toLowerCase();
  }
}

/** Describes the result of an assertion: whether a node was reached, or a judge's verdict with its reason. */
export function verdictWords({
  name,
  type,
  status,
  reasoning,
  error_message: error,
  is_required,
}: AssertionResult): string {
  const { l10n } = vscode;
  const reached = status === 'PASSED' ? l10n.t('reached') : l10n.t('not reached');
  const isNode = type === 'NODE_REACHED' && status !== 'ERROR';
  const word = isNode ? reached : runWord(status ?? '');
  const what = printable(name ?? type ?? '').replace(isNode ? /^reached\s+/ : /^$/, '');
  const optional = is_required === false ? l10n.t('optional') : '';
  return [what, word, optional, printable(reasoning ?? error ?? '')].filter((part) => part !== '').join(' · ');
}

/** Describes a run in one sentence: the first verdict that failed tells most. */
export function runSentence(name: string, run: ScenarioRun): string {
  const { l10n } = vscode;
  const failed = run.assertion_results.find((one) => one.status !== 'PASSED' && one.is_required !== false);
  const reason = printable(failed?.reasoning ?? failed?.error_message ?? run.error_message ?? '');
  const result = l10n.t('{0}: {1}.', printable(name), runWord(run.status));
  return reason === '' ? result : `${result} ${reason}`;
}
