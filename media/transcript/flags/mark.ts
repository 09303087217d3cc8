import { button, el, icon, type IconName } from '../dom.ts';
import { plain } from '../rows/text.ts';

/** A flag or a comment on a message: its chip, and what stands under the row for it. */
export interface DrawnMark {
  readonly chip: HTMLElement;
  /** The note on one line, and the problem of what failed with its buttons; empty when there is nothing to say. */
  readonly under: readonly HTMLElement[];
}

export interface MarkLook {
  readonly sign: IconName;
  /** What the chip says. */
  readonly words: string;
  /** What keeps it from being sent; undefined while nothing does. */
  readonly waiting: string | undefined;
  /** What was written; nothing when it is blank. */
  readonly note: string;
  readonly noteSign: IconName;
  /** Whether the whole note is shown, or its first line. */
  readonly expanded: boolean;
  /** Why it is not saved, and what can be done; undefined unless it failed. */
  readonly problem: { readonly sentence: string; readonly buttons: readonly HTMLElement[] } | undefined;
}

let nextNote = 0;

/** Draws a mark. `attributes` are the chip's own: its name, its data, its state as a class. */
export function drawMark(
  attributes: Readonly<Record<string, string | undefined>>,
  { sign, words, waiting, note, noteSign, expanded, problem }: MarkLook,
): DrawnMark {
  const text = plain(note);
  const noteId = text.trim() === '' ? undefined : `note-${(nextNote += 1)}`;
  const chip = button(
    {
      ...attributes,
      tabindex: '-1',
      'aria-expanded': noteId === undefined ? undefined : String(expanded),
      'aria-controls': noteId,
    },
    icon(waiting === undefined ? sign : 'watch'),
    el('span', { class: 'chip-type', dir: 'auto', text: words }),
    // The blank keeps the words apart for whoever hears them.
    ...(waiting === undefined
      ? []
      : [document.createTextNode(' '), el('span', { class: 'chip-waiting', text: waiting })]),
  );
  const under: HTMLElement[] = [];
  if (noteId !== undefined) {
    const written = el('span', { class: 'note-text', dir: 'auto', text });
    under.push(el('div', { class: expanded ? 'note expanded' : 'note', id: noteId }, icon(noteSign), written));
  }
  if (problem !== undefined) {
    const said = el('span', { class: 'problem-text', dir: 'auto', text: plain(problem.sentence) });
    const actions = el('span', { class: 'problem-actions' }, ...problem.buttons);
    under.push(el('div', { class: 'problem' }, icon('warning'), said, actions));
  }
  return { chip, under };
}

/** A button that decides about a mark that failed. `data` says of which mark, and what. */
export function decision(text: string, data: Readonly<Record<string, string>>): HTMLElement {
  return button({ class: 'button secondary', tabindex: '-1', ...data, text });
}
