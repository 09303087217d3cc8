import * as vscode from 'vscode';
import { confirm } from '../editor/notices.ts';
import { numberForDisplay, ownerInWords } from '../editor/words/number.ts';
import { isOwner } from '../triage/numbers/owner.ts';
import type { Routing } from '../triage/numbers/routing.ts';
import type { NumberTarget } from './number-target.ts';
import { numbersInWords } from './words.ts';

/**
 * Asks once before numbers are taken from others, naming everyone concerned. Resolves to the numbers to attach: all of them,
 * or those that need not be moved.
 *
 * @param name whom they are attached to
 * @param mayNotAnswer nothing that it could answer with is published
 * @throws Cancelled
 */
export async function confirmMove(
  numbers: readonly string[],
  routing: Routing,
  target: NumberTarget,
  name: string,
  mayNotAnswer: boolean,
): Promise<readonly string[]> {
  const { l10n } = vscode;
  const taken = numbers.flatMap((number) => {
    const { owner = null, settings = null } = routing.get(number) ?? {};
    return owner === null || isOwner(owner, target) ? [] : [{ number, owner: ownerInWords(owner), settings }];
  });
  if (taken.length === 0) return numbers;
  const others = numbers.filter((number) => !taken.some((one) => one.number === number));
  const moved = numbersInWords(taken.map(({ number }) => number));
  const losers = [...new Set(taken.map(({ owner }) => owner))].join(', ');
  const list = taken.slice(0, 20).map(({ number, owner }) => `${numberForDisplay(number)}  ${owner} → ${name}`);
  const hasSettings = taken.some(({ settings }) => settings !== null);
  const detail = [
    taken.length === 1 ? '' : list.join('\n'),
    mayNotAnswer
      ? l10n.t('{0} has no version in production and may not answer new calls.', name)
      : l10n.t('{0} will answer new calls.', name),
    hasSettings ? l10n.t('Number settings are cleared; Undo restores them.') : '',
  ];
  const move = l10n.t('Move');
  const rest = l10n.t('Attach Only the Others');
  const chosen = await confirm(
    l10n.t('Move {0} from {1} to {2}?', moved, losers, name),
    detail.filter((line) => line !== '').join('\n\n'),
    ...(others.length === 0 ? [move] : [move, rest]),
  );
  return chosen === move ? numbers : others;
}
