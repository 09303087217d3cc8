import { around } from './dom.ts';
import type { FlagActions } from './flag-actions.ts';
import type { Model } from './model.ts';
import type { SelectionReporter } from './reporter.ts';
import type { Selection } from './selection.ts';
import { clockTime } from './text.ts';

export interface PointerParts {
  /** The whole screen. */
  readonly screen: HTMLElement;
  /** The list in it. */
  readonly list: HTMLElement;
  readonly model: Model;
  readonly selection: Selection;
  readonly reporter: SelectionReporter;
  readonly actions: FlagActions;
  readonly flag: (position: number) => void;
}

/**
 * Clicks, context menus and where the focus goes. A press on a row gives it the focus by itself, and what is focused
 * is selected; nothing here touches the reader's text selection.
 */
export function bindPointer(parts: PointerParts): void {
  const { screen, list, model, selection, reporter, actions } = parts;
  const positionOf = (target: EventTarget | null): number | undefined => {
    const index = around(target, '.row')?.dataset['messageIndex'];
    return index === undefined ? undefined : model.positionOf(Number(index));
  };

  list.addEventListener('focusin', (event) => {
    const position = positionOf(event.target);
    if (position !== undefined && position !== selection.position) selection.select(position);
  });

  screen.addEventListener('click', (event) => {
    if (actions.click(event.target)) return;
    const position = positionOf(event.target);
    if (position !== undefined && around(event.target, '.flag-button') !== null) parts.flag(position);
  });

  // Before the editor opens its menu, the host has to know which row it is for and what is selected in it.
  list.addEventListener(
    'contextmenu',
    (event) => {
      const position = positionOf(event.target);
      const inside = around(event.target, '.chip, .composer, button');
      if (position !== undefined) selection.select(position, { focus: inside === null });
      reporter.now();
    },
    { capture: true },
  );

  list.addEventListener('pointerover', (event) => {
    const time = around(event.target, '.time');
    const position = time === null ? undefined : positionOf(time);
    const clock = position === undefined ? null : (model.placed[position]?.row.clock ?? null);
    if (time !== null && clock !== null && !time.hasAttribute('title')) time.setAttribute('title', clockTime(clock));
  });
}
