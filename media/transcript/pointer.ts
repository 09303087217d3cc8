import type { PageMessageOf } from '../../src/shared/messages.ts';
import { closest } from '../ui/dom.ts';
import { isMac } from '../ui/key-events.ts';
import { clockTime } from '../ui/text.ts';
import type { FlagActions } from './flags/flag-actions.ts';
import type { Model } from './model.ts';
import { nodeOfButton } from './rows/node-button.ts';
import { messageName } from './rows/row.ts';
import type { SelectionReporter } from './rows/selection-reporter.ts';
import type { Selection } from './rows/selection.ts';

export interface PointerParts {
  readonly screen: HTMLElement;
  readonly list: HTMLElement;
  readonly model: Model;
  readonly selection: Selection;
  readonly reporter: SelectionReporter;
  readonly actions: FlagActions;
  readonly flag: (position: number) => void;
  readonly openNode: (node: PageMessageOf<'node/open'>['node']) => void;
  readonly openDraft: (position: number) => void;
  /** Announces how many rows are selected. */
  readonly announceCount: (count: number) => void;
}

/**
 * Binds clicks, context menus and focus. A press on a row focuses it, and the focused row is selected; the text
 * selection is never touched.
 */
export function bindPointer(parts: PointerParts): void {
  const { screen, list, model, selection, reporter, actions } = parts;
  const positionOf = (target: EventTarget | null): number | undefined => {
    const index = closest(target, '.row')?.dataset['messageIndex'];
    return index === undefined ? undefined : model.positionOf(Number(index));
  };

  list.addEventListener('focusin', (event) => {
    const position = positionOf(event.target);
    if (position === undefined || position === selection.position) return;
    if (selection.chosen.includes(position)) selection.activate(position);
    else selection.select(position);
  });

  // With Shift or Ctrl a press extends the selection of rows: it must not select text, nor focus one row alone.
  list.addEventListener('mousedown', (event) => {
    const position = positionOf(event.target);
    const adds = isMac ? event.metaKey : event.ctrlKey;
    if (event.button !== 0 || position === undefined || !(event.shiftKey || adds)) return;
    if (closest(event.target, '.composer, button, input, textarea') !== null) return;
    event.preventDefault();
    if (event.shiftKey) selection.extendTo(position, { focus: true });
    else selection.toggle(position, { focus: true });
    parts.announceCount(selection.chosen.length);
  });

  screen.addEventListener('click', (event) => {
    if (actions.click(event.target)) return;
    const button = closest(event.target, '.node-button');
    const node = button === null ? undefined : nodeOfButton(button);
    if (node !== undefined) {
      parts.openNode(node);
      return;
    }
    const position = positionOf(event.target);
    if (position === undefined) return;
    if (closest(event.target, '.flag-button') !== null) parts.flag(position);
    else if (closest(event.target, '.draft') !== null) parts.openDraft(position);
    else if (!(event.shiftKey || event.ctrlKey || event.metaKey) && closest(event.target, '.composer') === null) {
      selection.select(position);
    }
  });

  // The host has to know the row and the text selected in it before the editor opens the menu.
  list.addEventListener(
    'contextmenu',
    (event) => {
      const position = positionOf(event.target);
      const inside = closest(event.target, '.chip, .composer, button');
      // A menu on one of several selected rows is for all of them.
      if (position !== undefined && selection.chosen.includes(position)) {
        selection.activate(position, { focus: inside === null });
      } else if (position !== undefined) selection.select(position, { focus: inside === null });
      reporter.report();
    },
    { capture: true },
  );

  list.addEventListener('pointerover', (event) => {
    const time = closest(event.target, '.time');
    const position = time === null ? undefined : positionOf(time);
    const placed = position === undefined ? undefined : model.placed[position];
    if (time === null || placed === undefined || time.hasAttribute('title')) return;
    const clock = clockTime(placed.row.clock);
    time.setAttribute('title', [messageName(placed), clock].filter((part) => part !== '').join('\n'));
  });
}
