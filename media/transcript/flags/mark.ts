import { button, el, icon, type IconName } from '../../ui/dom.ts';
import { plain } from '../../ui/text.ts';

/** A flag or a comment as drawn: its chip, and what stands under the row. */
export interface DrawnMark {
  readonly chip: HTMLElement;
  /** The note, and the problem of a failed one with its buttons. */
  readonly under: readonly HTMLElement[];
}

export interface MarkOptions {
  readonly sign: IconName;
  readonly label: string;
  /** The reason why it cannot be sent now, if there is one. */
  readonly waiting: string | undefined;
  readonly note: string;
  readonly noteSign: IconName;
  /** The whole note is shown, not only its first line. */
  readonly expanded: boolean;
  /** The reason why it is not saved, and what can be done; undefined unless it failed. */
  readonly problem: { readonly sentence: string; readonly buttons: readonly HTMLElement[] } | undefined;
}

let nextNote = 0;

/** @param attributes those of the chip: its name, data, and state as a class */
export function drawMark(
  attributes: Readonly<Record<string, string | undefined>>,
  { sign, label, waiting, note, noteSign, expanded, problem }: MarkOptions,
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
    el('span', { class: 'chip-type', dir: 'auto', text: label }),
    // The blank separates the words for screen readers.
    ...(waiting === undefined
      ? []
      : [document.createTextNode(' '), el('span', { class: 'chip-waiting', text: waiting })]),
  );
  const under: HTMLElement[] = [];
  if (noteId !== undefined) {
    const written = el('span', { class: 'note-text', dir: 'auto', text });
    const look = expanded ? { class: 'note expanded' } : { class: 'note', title: text };
    under.push(el('div', { ...look, id: noteId }, icon(noteSign), written));
  }
  if (problem !== undefined) {
    const said = el('span', { class: 'problem-text', dir: 'auto', text: plain(problem.sentence) });
    const actions = el('span', { class: 'problem-actions' }, ...problem.buttons);
    under.push(el('div', { class: 'problem' }, icon('warning'), said, actions));
  }
  return { chip, under };
}

/** A button that resolves a failed mark. @param data which mark, and how */
export function resolveButton(text: string, data: Readonly<Record<string, string>>): HTMLElement {
  return button({ class: 'button secondary', tabindex: '-1', ...data, text });
}
