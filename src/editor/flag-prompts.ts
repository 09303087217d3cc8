import * as vscode from 'vscode';
import { type Draft, maxNote, probableFlagType } from '../shared/transcript.ts';
import { flagDrafts, textKinds } from '../triage/draft-kinds.ts';
import type { DraftStore } from '../triage/drafts.ts';
import type { Session } from '../triage/session.ts';
import { printable } from '../triage/transcript.ts';
import { given } from './cancelled.ts';
import type { Call } from './command.ts';
import { pickOne } from './picks.ts';
import { askPick, askText } from './prompts.ts';
import { askLongText } from './text-prompt.ts';
import { excerpt } from './wording.ts';

/** A flag type of the catalogue, most used first, or a new one; the one that a flag has now is offered before the others. */
export async function askFlagType(session: Session, call: Call, current?: string): Promise<string> {
  if (call.fromUi && session.flagTypes.choices.length === 0) await session.flagTypes.load();
  const newType = { label: vscode.l10n.t('New type…'), value: '', alwaysShow: true };
  const keptType = { description: vscode.l10n.t('as it is') };
  const items = session.flagTypes.choices.map(({ type, description, usageCount }) => ({
    label: printable(type),
    description: vscode.l10n.t('used {0}×', usageCount),
    detail: excerpt(printable(description), 100),
    value: type,
  }));
  const kept = current === undefined ? [] : [{ ...keptType, label: printable(current), value: current }];
  const others = items.filter(({ value }) => value !== current);
  const title =
    current === undefined ? vscode.l10n.t('Flag Message: Choose a Type') : vscode.l10n.t('Edit Flag: Choose a Type');
  const picked = await askPick(call, 'type', title, [...kept, ...others, newType]);
  if (picked !== '') return picked;
  const typed = await askText(call, 'type', {
    title: vscode.l10n.t('New Flag Type'),
    prompt: vscode.l10n.t('Two or three words; the service stores it in lower case with underscores'),
  });
  const stored = probableFlagType(typed);
  if (stored === '' || stored === typed) return typed;
  const use = vscode.l10n.t('Use it');
  const guess = vscode.l10n.t('It will probably be stored as {0}', stored);
  given(await pickOne([{ label: use }], { title: guess, placeHolder: guess }));
  return typed;
}

/**
 * A note, which may stay empty; a script that gives none wants none. What is typed is the message's draft, the same one
 * that the composer in the transcript would keep.
 */
export async function askNote(
  drafts: DraftStore,
  call: Parameters<typeof flagDrafts>[0],
  draft: Omit<Draft, 'note'> | undefined,
  value = '',
): Promise<string> {
  const place = flagDrafts(call);
  const all = await drafts.load(place);
  const isIt = ({ index, edits }: Draft): boolean => index === draft?.index && edits === draft.edits;
  const others = all.filter((one) => !isIt(one));
  const keep = (note: string): void => {
    if (draft !== undefined) drafts.keep(place, note.trim() === '' ? others : [...others, { ...draft, note }]);
  };
  const restored = all.find(isIt)?.note ?? '';
  const isEdit = draft === undefined || draft.edits !== undefined;
  const note = await askLongText({
    title: isEdit
      ? vscode.l10n.t('Edit Flag: Note (saving makes a new flag and takes the old one off)')
      : vscode.l10n.t('Flag Message: Note'),
    prompt: vscode.l10n.t('What went wrong here? Leave it empty for a flag without a note.'),
    longest: maxNote,
    optional: true,
    value,
    draft: { restored, keep, discard: () => keep('') },
  });
  // From here on the outbox keeps it.
  keep('');
  return note;
}

/** A note on a call as a whole, which may stay empty. What is typed is kept as the call's draft. */
export async function askCallNote(
  drafts: DraftStore,
  { connectionId, issueId, callId: part }: Parameters<typeof flagDrafts>[0],
): Promise<string> {
  const place = { kind: textKinds.callFlag, connectionId, issueId, part };
  const keep = (note: string): void => drafts.keep(place, note);
  const note = await askLongText({
    title: vscode.l10n.t('Flag Call: Note'),
    prompt: vscode.l10n.t('What went wrong in this call? Leave it empty for a flag without a note.'),
    longest: maxNote,
    optional: true,
    draft: { restored: await drafts.load(place), keep, discard: () => keep('') },
  });
  keep('');
  return note;
}
