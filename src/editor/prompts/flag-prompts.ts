import * as vscode from 'vscode';
import type { Call } from '../call.ts';
import { type Draft, type FlagTypeChoice, maxFlagType, maxNote, probableFlagType } from '../../shared/transcript.ts';
import { flagDrafts, textKinds } from '../../triage/draft-kinds.ts';
import type { DraftStore } from '../../triage/drafts.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { orCancelled } from '../errors/cancelled.ts';
import { flagTypeChoices } from '../flag-types.ts';
import { createPicker, literalRow } from './picks.ts';
import { refuseToAsk } from './ask.ts';
import { addStepControls, type Step } from './steps.ts';
import { askLongText } from './text-prompt.ts';
import { excerpt } from '../words/format.ts';

type TypeRow = vscode.QuickPickItem & { readonly value: string };

/**
 * Asks for a flag type of the catalogue, or a new one, which only the row that says so creates. The current type of a flag is
 * offered before the others.
 *
 * @param step the prompt's place among several; `before` is the type chosen there earlier
 */
export async function askFlagType(
  session: Session,
  call: Call,
  current?: string,
  step?: Step & { readonly before?: string | undefined },
): Promise<string> {
  refuseToAsk(call, 'type');
  if (!session.flagTypes.settled) await session.flagTypes.load();
  const choices = flagTypeChoices(session);
  const others = choices.filter(({ type }) => type !== current).map(rowOf);
  const exactWord = vscode.l10n.t('exact');
  const rows =
    current === undefined ? others : [{ label: printable(current), description: exactWord, value: current }, ...others];
  const picker = createPicker<TypeRow>();
  picker.title =
    current === undefined ? vscode.l10n.t('Flag Message: Choose a Type') : vscode.l10n.t('Edit Flag: Choose a Type');
  picker.placeholder = vscode.l10n.t('Type to filter, or to create a flag type');
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  const show = (): void => {
    picker.items = [...rows, ...newTypeRows(picker.value, choices)].map(literalRow);
  };
  try {
    const picked = new Promise<string | undefined>((resolve, reject) => {
      addStepControls(picker, step, reject);
      picker.onDidChangeValue(show);
      picker.onDidAccept(() => {
        const [row] = picker.selectedItems;
        if (row !== undefined) resolve(row.value);
      });
      picker.onDidHide(() => resolve(undefined));
      show();
      picker.activeItems = picker.items.filter(({ value }) => value === step?.before);
      picker.show();
    });
    return orCancelled(await picked);
  } finally {
    picker.dispose();
  }
}

function rowOf({ type, description, usageCount, isNew }: FlagTypeChoice): TypeRow {
  return {
    label: printable(isNew === true ? probableFlagType(type) : type),
    description: isNew === true ? vscode.l10n.t('not used yet') : vscode.l10n.t('used {0}×', usageCount),
    detail: excerpt(printable(description), 100),
    value: type,
  };
}

/** Returns the row that creates the typed flag type, unless it exists or is not valid. */
function newTypeRows(typed: string, choices: readonly FlagTypeChoice[]): TypeRow[] {
  const value = typed.trim();
  const stored = probableFlagType(value);
  const isOne = choices.some(({ type }) => type === value || type === stored);
  if (stored === '' || isOne || value.length > maxFlagType) return [];
  const description = vscode.l10n.t('will probably be stored as {0}', stored);
  return [{ label: vscode.l10n.t('Create type "{0}"', value), description, value, alwaysShow: true }];
}

/**
 * Asks for an optional note. What is typed is kept as the message's draft, the same one
 * that the composer in the transcript keeps.
 */
export async function askNote(
  drafts: DraftStore,
  call: Parameters<typeof flagDrafts>[0],
  draft: Omit<Draft, 'note'> | undefined,
  value = '',
  step?: Step,
): Promise<string> {
  const place = flagDrafts(call);
  const all = await drafts.load(place);
  const isSameDraft = ({ index, edits }: Draft): boolean => index === draft?.index && edits === draft.edits;
  const others = all.filter((one) => !isSameDraft(one));
  const keep = (note: string): void => {
    if (draft !== undefined) drafts.keep(place, note.trim() === '' ? others : [...others, { ...draft, note }]);
  };
  const restored = all.find(isSameDraft)?.note ?? '';
  const isEdit = draft === undefined || draft.edits !== undefined;
  const note = await askLongText({
    title: isEdit
      ? vscode.l10n.t('Edit Flag: Note (replaces the flag; its author and time change)')
      : vscode.l10n.t('Flag Message: Note'),
    prompt: vscode.l10n.t('What went wrong here? (optional)'),
    longest: maxNote,
    optional: true,
    value,
    draft: { restored, keep, discard: () => keep('') },
    step,
  });
  // From here on, the outbox holds it.
  keep('');
  return note;
}

/** Asks for the note of a new flag on a message or, when `index` is null, on the whole call. */
export function askFlagNote(
  drafts: DraftStore,
  place: Parameters<typeof flagDrafts>[0],
  index: number | null,
  flagType: string,
  step?: Step,
): Promise<string> {
  if (index === null) return askCallNote(drafts, place, step);
  return askNote(drafts, place, { index, flagType, isNew: false }, '', step);
}

/** Asks for an optional note on a whole call. What is typed is kept as the call's draft. */
async function askCallNote(
  drafts: DraftStore,
  { connectionId, issueId, callId: part }: Parameters<typeof flagDrafts>[0],
  step?: Step,
): Promise<string> {
  const place = { kind: textKinds.callFlag, connectionId, issueId, part };
  const keep = (note: string): void => drafts.keep(place, note);
  const note = await askLongText({
    title: vscode.l10n.t('Flag Call: Note'),
    prompt: vscode.l10n.t('What went wrong in this call? (optional)'),
    longest: maxNote,
    optional: true,
    draft: { restored: await drafts.load(place), keep, discard: () => keep('') },
    step,
  });
  keep('');
  return note;
}
