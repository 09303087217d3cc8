import { around } from './dom.ts';
import type { FlagActions } from './flags/flag-actions.ts';
import { isMac } from './keys.ts';
import type { Model } from './rows/model.ts';
import { messageName } from './rows/row.ts';
import type { SelectionReporter } from './reporter.ts';
import type { Selection } from './rows/selection.ts';
import { clockTime } from './rows/text.ts';

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
  readonly openDraft: (position: number) => void;
  /** So many rows are selected now. */
  readonly counted: (count: number) => void;
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
    if (position === undefined || position === selection.position) return;
    if (selection.chosen.includes(position)) selection.activate(position);
    else selection.select(position);
  });

  // With Shift or Ctrl a press selects more rows, and neither text nor the one row that a focus would.
  list.addEventListener('mousedown', (event) => {
    const position = positionOf(event.target);
    const adds = isMac ? event.metaKey : event.ctrlKey;
    if (event.button !== 0 || position === undefined || !(event.shiftKey || adds)) return;
    if (around(event.target, '.composer, button, input, textarea') !== null) return;
    event.preventDefault();
    if (event.shiftKey) selection.extendTo(position, { focus: true });
    else selection.toggle(position, { focus: true });
    parts.counted(selection.chosen.length);
  });

  screen.addEventListener('click', (event) => {
    if (actions.click(event.target)) return;
    const position = positionOf(event.target);
    if (position === undefined) return;
    if (around(event.target, '.flag-button') !== null) parts.flag(position);
    else if (around(event.target, '.draft') !== null) parts.openDraft(position);
    else if (!(event.shiftKey || event.ctrlKey || event.metaKey) && around(event.target, '.composer') === null) {
      selection.select(position);
    }
  });

  // Before the editor opens its menu, the host has to know which row it is for and what is selected in it.
  list.addEventListener(
    'contextmenu',
    (event) => {
      const position = positionOf(event.target);
      const inside = around(event.target, '.chip, .composer, button');
      // A menu on one of several is for all of them.
      if (position !== undefined && selection.chosen.includes(position)) {
        selection.activate(position, { focus: inside === null });
      } else if (position !== undefined) selection.select(position, { focus: inside === null });
      reporter.now();
    },
    { capture: true },
  );

  list.addEventListener('pointerover', (event) => {
    const time = around(event.target, '.time');
    const position = time === null ? undefined : positionOf(time);
    const placed = position === undefined ? undefined : model.placed[position];
    if (time === null || placed === undefined || time.hasAttribute('title')) return;
    const clock = clockTime(placed.row.clock);
    time.setAttribute('title', [messageName(placed), clock].filter((part) => part !== '').join('\n'));
  });
}
