import type { TranscriptHeader, FlagAction, FlagMark } from '../../../src/shared/transcript.ts';
import type { IconName } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { clockTime, oneLine, plain } from '../../ui/text.ts';
import { flagContext } from '../menu-context.ts';
import { resolveButton, type DrawnMark, drawMark } from './mark.ts';

const signs: { readonly [S in FlagMark['state']]: IconName } = {
  stored: 'flag',
  pending: 'sync',
  removing: 'sync',
  failed: 'warning',
};

/** A flag's type, with the code of its issue if that is not the one the call is read for. */
export function flagTitle({ type, issue }: FlagMark): string {
  return issue === undefined ? oneLine(type, 200) : `${oneLine(issue.code, 40)} ${oneLine(type, 200)}`;
}

function chipLabel(mark: FlagMark, type: string): string {
  if (mark.waiting !== undefined) return `${t('Flag {0}', type)}, ${oneLine(mark.waiting, 60)}`;
  switch (mark.state) {
    case 'stored':
      return t('Flag {0}', type);
    case 'pending':
      return t('Flag {0}, not saved yet', type);
    case 'removing':
      return t('Flag {0}, being removed', type);
    case 'failed':
      return t('Flag {0}, not saved', type);
  }
}

/** The facts of a flag for its tooltip, one a line, and its note. */
export function flagFacts(mark: FlagMark, place: string): string {
  const made = [oneLine(mark.author ?? '', 100), clockTime(mark.createdAt ?? null)].filter((part) => part !== '');
  const node = oneLine(mark.node ?? '', 200);
  const facts = [
    chipLabel(mark, oneLine(mark.type, 200)),
    place,
    made.join(' · '),
    node === '' ? '' : t('Node: {0}', node),
  ].filter((fact) => fact !== '');
  const note = plain(mark.note).trim();
  return [facts.join('\n'), ...(note === '' ? [] : [note])].join('\n\n');
}

function actionLabel(action: FlagAction): string {
  switch (action) {
    case 'attach':
      return t('Attach and Flag');
    case 'retry':
      return t('Retry');
    case 'discard':
      return t('Discard');
    case 'keep':
      return t('Keep Both');
  }
}

/**
 * Draws a flag.
 *
 * @param place the name of its message, or of the whole call
 * @param expanded whether the whole note is shown, not only its first line
 */
export function drawFlag(header: TranscriptHeader, mark: FlagMark, place: string, expanded: boolean): DrawnMark {
  const { id, state, note } = mark;
  const words = flagTitle(mark);
  const attributes = {
    class: `chip ${state}`,
    'data-flag-id': id,
    'data-vscode-context': flagContext(header, mark),
    'aria-label': chipLabel(mark, words),
    'aria-keyshortcuts': 'Delete',
    title: flagFacts(mark, place),
  };
  const buttons = (mark.actions ?? []).map((action) =>
    resolveButton(actionLabel(action), { 'data-resolve': id, 'data-action': action }),
  );
  const problem = state === 'failed' ? { sentence: mark.problem ?? t('Flag not saved.'), buttons } : undefined;
  const waiting = mark.waiting === undefined ? undefined : oneLine(mark.waiting, 60);
  return drawMark(attributes, { sign: signs[state], label: words, waiting, note, noteSign: 'flag', expanded, problem });
}

/** Expands or collapses the note of a chip. Returns whether it is expanded now; undefined without a note. */
export function toggleNote(chip: HTMLElement): boolean | undefined {
  const note = document.getElementById(chip.getAttribute('aria-controls') ?? '');
  if (note === null) return undefined;
  const expanded = note.classList.toggle('expanded');
  chip.setAttribute('aria-expanded', String(expanded));
  return expanded;
}

/** The chip a note belongs to. */
export function chipOf(note: HTMLElement): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(note.id)}"]`);
}
