import * as vscode from 'vscode';
import type { Persona } from '../api/bland/personas.ts';
import { confirm } from '../editor/notices.ts';
import { shownNumber } from '../editor/shown-number.ts';
import type { Routing } from '../triage/routing.ts';
import { printable } from '../triage/transcript.ts';
import { personaName } from './words.ts';

/**
 * Asks before numbers are taken from other personas, naming each with the persona that answers it and the one that will.
 * Resolves to the numbers to attach: all of them, or those that are taken from nobody.
 *
 * @throws Cancelled
 */
export async function askToMove(
  numbers: readonly string[],
  routing: Routing,
  persona: Persona,
): Promise<readonly string[]> {
  const { l10n } = vscode;
  const taken = numbers.flatMap((number) => {
    const owner = routing.get(number)?.persona ?? null;
    const settings = routing.get(number)?.settings ?? null;
    return owner === null || owner.id === persona.id ? [] : [{ number, owner: printable(owner.name), settings }];
  });
  const [first] = taken;
  if (first === undefined) return numbers;
  const others = numbers.filter((number) => !taken.some((one) => one.number === number));
  const name = personaName(persona);
  const question =
    taken.length === 1
      ? l10n.t('{0} answers for {1} now. Move it to {2}?', shownNumber(first.number), first.owner, name)
      : l10n.t('{0} numbers answer for other personas now. Move them to {1}?', taken.length, name);
  const list = taken.map(({ number, owner }) => `${shownNumber(number)}  ${owner} → ${name}`);
  const cleared = taken.some(({ settings }) => settings !== null)
    ? taken.length === 1
      ? l10n.t('The settings of its own that it has now are cleared; Undo brings them back.')
      : l10n.t('The settings of their own that they have now are cleared; Undo brings them back.')
    : '';
  const detail = [
    taken.length === 1 ? '' : list.slice(0, 20).join('\n'),
    l10n.t('Calls reach {0} from then on.', name),
    cleared,
  ]
    .filter((line) => line !== '')
    .join('\n\n');
  const move = l10n.t('Move');
  const rest = l10n.t('Attach Only the Others');
  const chosen = await confirm(question, detail, ...(others.length === 0 ? [move] : [move, rest]));
  return chosen === move ? numbers : others;
}
