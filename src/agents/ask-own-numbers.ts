import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../editor/call.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { pickOne, pickSeveral } from '../editor/prompts/picks.ts';
import { refuseToAsk } from '../editor/prompts/ask.ts';
import { numberForDisplay } from '../editor/words/number.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { isOwner } from '../triage/numbers/owner.ts';
import { readRouting } from '../triage/numbers/routing.ts';
import { NumberNode } from './nodes/number-node.ts';
import { type NumberTarget, targetName } from './number-target.ts';
import { parseNumbers } from './read-numbers.ts';
import { environmentInWords, personaName, settingsInWords } from './words.ts';
import { waitInUi } from '../editor/progress.ts';

const id = z.string().check(z.minLength(1));

/** The arguments of every command on a persona. */
export const personaTarget = { personaId: z.optional(id), connectionId: z.optional(id) } as const;

/** The arguments of commands on several numbers of an agent or a persona. */
export const numbersTarget = {
  ...personaTarget,
  agentId: z.optional(id),
  numbers: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(1000))),
} as const;

/** Returns the numbers of a row, and of the selected rows of the same agent or persona. */
export function selectedNumbers(numbers: readonly string[], { selection }: Call): readonly string[] {
  const rows = selection.filter((row) => row instanceof NumberNode);
  const clicked = rows.find(({ number }) => numbers.includes(number));
  if (clicked === undefined) return numbers;
  return rows
    .filter((row) => row.personaId === clicked.personaId && row.agentId === clicked.agentId)
    .map(({ number }) => number);
}

/** Returns the given numbers, or those the user picks among a target's. @throws InvalidArgumentError, Cancelled */
export async function askOwnNumbers(
  session: Session,
  target: NumberTarget,
  numbers: readonly string[] | undefined,
  call: Call,
): Promise<readonly string[]> {
  if (numbers !== undefined) return parseNumbers(selectedNumbers(numbers, call));
  refuseToAsk(call, 'numbers');
  const [name, routing] = await Promise.all([targetName(session, target), readRouting(session.api)]);
  const items = [...routing.values()]
    .filter(({ owner }) => isOwner(owner, target))
    .map(({ number, label, owner, settings }) => {
      const facts = [printable(label ?? '').trim(), settingsInWords(settings), environmentInWords(owner)];
      return { label: numberForDisplay(number), description: facts.filter((fact) => fact !== '').join(' · '), number };
    });
  const title = vscode.l10n.t('Numbers of {0}', name);
  const placeHolder = vscode.l10n.t('Choose numbers to detach. Their settings are reset.');
  const picked = orCancelled(await pickSeveral(items, { title, placeHolder, ignoreFocusOut: true }));
  return orCancelled(picked.length === 0 ? undefined : picked.map(({ number }) => number));
}

/** Returns the given number, or the one the user picks among a persona's. @throws InvalidArgumentError, Cancelled */
export async function askOwnNumber(
  session: Session,
  personaId: string,
  number: string | undefined,
  call: Call,
): Promise<string> {
  if (number !== undefined) return orCancelled((await parseNumbers([number]))[0]);
  refuseToAsk(call, 'number');
  const reading = session.api.personas.get(personaId);
  const persona = await waitInUi(call, vscode.l10n.t('Loading numbers'), reading);
  const items = persona.inbound_numbers.map((one) => ({
    label: numberForDisplay(one.phone_number),
    description: settingsInWords(one.persona_settings),
    number: one.phone_number,
  }));
  const title = vscode.l10n.t('Numbers of {0}', personaName(persona));
  return orCancelled(await pickOne(items, { title, ignoreFocusOut: true })).number;
}
