import * as vscode from 'vscode';
import { chooseSeveral } from '../editor/prompts/choose-several.ts';
import { createPicker, type LiteralRow, literalRow } from '../editor/prompts/picks.ts';
import { numberForDisplay, ownerInWords } from '../editor/words/number.ts';
import { isOwner } from '../triage/numbers/owner.ts';
import { readRouting, type RoutedNumber, type Routing } from '../triage/numbers/routing.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { type NumberTarget, targetName } from './number-target.ts';
import { type NumberReader, numberReader } from './read-numbers.ts';
import { badNumbersInWords, numbersInWords } from './words.ts';

type Row = vscode.QuickPickItem & { readonly numbers: readonly string[] };

/**
 * Lets the user choose numbers of the account for an agent or a persona, unrouted ones first. What is typed or pasted is parsed as
 * numbers too; what is not a number of the account is reported.
 *
 * @throws Cancelled, ServiceError
 */
export async function askNumbers(session: Session, target: NumberTarget): Promise<readonly string[]> {
  const { l10n } = vscode;
  const picker = createPicker<Row>();
  const paste: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('clippy'),
    tooltip: l10n.t('Paste Numbers from the Clipboard'),
  };
  picker.title = l10n.t('Attach Numbers');
  picker.placeholder = l10n.t('Choose numbers or paste them');
  picker.buttons = [paste];
  picker.busy = true;
  let rows: readonly LiteralRow<Row>[] = [];
  let known: AccountNumbers | undefined;
  const load = async (): Promise<void> => {
    const [name, routing, reader] = await Promise.all([
      targetName(session, target),
      readRouting(session.api),
      numberReader(),
    ]);
    picker.title = l10n.t('Attach Numbers to {0}', name);
    const others = [...routing.values()].filter(({ owner }) => !isOwner(owner, target));
    const isFree = (one: RoutedNumber): number => (one.owner === null ? 0 : 1);
    rows = others.toSorted((a, b) => isFree(a) - isFree(b)).map((one) => literalRow(rowOf(one)));
    known = { read: reader, routing };
    picker.busy = false;
  };
  try {
    const chosen = await chooseSeveral(picker, {
      typedRows: (typed) => typedRows(typed, known).map(literalRow),
      rows: (typed) => rows.map((row) => matchedRow(row, typed)),
      isChoice: ({ numbers }) => numbers.length > 0,
      start(redraw, fail) {
        load().then(redraw, fail);
        picker.onDidTriggerButton(() => {
          // The input has one line, in which several would run together.
          const take = (text: string): void => {
            picker.value = text.trim().replaceAll(/[\r\n]+/g, '; ');
            redraw();
          };
          void vscode.env.clipboard.readText().then(take);
        });
      },
    });
    return [...new Set(chosen.flatMap(({ numbers }) => numbers))];
  } finally {
    picker.dispose();
  }
}

function rowOf({ number, label, owner: answerer }: RoutedNumber): Row {
  const owner =
    answerer === null ? vscode.l10n.t('unassigned') : vscode.l10n.t('answered by {0}', ownerInWords(answerer));
  return {
    label: numberForDisplay(number),
    description: [printable(label ?? '').trim(), owner].filter((fact) => fact !== '').join(' · '),
    numbers: [number],
  };
}

/** Keeps a row visible when the typed digits are part of its number, however they are written. */
function matchedRow(row: LiteralRow<Row>, typed: string): LiteralRow<Row> {
  const digits = typed.replaceAll(/\D/g, '');
  const isPart = digits.length > 2 && row.numbers.some((number) => number.includes(digits));
  row.alwaysShow = isPart;
  return row;
}

interface AccountNumbers {
  readonly read: NumberReader;
  readonly routing: Routing;
}

/** Returns rows for the numbers in what was typed, and for what is not one. Other text is a search. */
function typedRows(typed: string, known: AccountNumbers | undefined): readonly Row[] {
  if (known === undefined || typed.replaceAll(/\P{Nd}/gu, '').length < 4) return [];
  const { l10n } = vscode;
  const result = known.read(typed);
  const numbers = result.numbers.filter((number) => known.routing.has(number));
  const others = result.numbers.filter((number) => !known.routing.has(number));
  const rows: Row[] = [];
  if (numbers.length > 0) {
    const label =
      numbers.length === 1
        ? l10n.t('Attach {0}', numbersInWords(numbers))
        : l10n.t('Attach {0} Numbers', numbers.length);
    const detail = numbers.length === 1 ? '' : numbersInWords(numbers);
    rows.push({ label, detail, numbers, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true });
  }
  const refused = (label: string, detail: string): Row => {
    return { label, detail, numbers: [], iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true };
  };
  if (others.length > 0) rows.push(refused(l10n.t('Not in this account'), numbersInWords(others)));
  if (result.bad.length > 0) {
    const label = result.bad.length === 1 ? l10n.t('Not a phone number') : l10n.t('Not phone numbers');
    rows.push(refused(label, badNumbersInWords(result)));
  }
  return rows;
}
