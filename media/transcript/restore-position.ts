import type { FormController } from './composer/form-controller.ts';
import type { NoteForm } from './composer/note-form.ts';
import type { Model } from './model.ts';
import type { MoreMessages } from './rows/more-messages.ts';
import type { RowList } from './rows/row-list.ts';
import type { ScrollPosition } from './rows/scroll-position.ts';
import type { Selection } from './rows/selection.ts';
import type { SavedState } from './saved-state.ts';

export interface PositionParts {
  readonly model: Model;
  readonly saved: SavedState;
  readonly list: RowList;
  readonly moreMessages: MoreMessages;
  readonly composer: Pick<FormController<NoteForm>, 'open'>;
  readonly selection: Selection;
  readonly scroll: ScrollPosition;
}

/** Builds the rows and restores scroll position, selection and composer, once the messages they are on are loaded. */
export function restorePosition({
  model,
  saved,
  list,
  moreMessages,
  composer,
  selection,
  scroll,
}: PositionParts): void {
  const { selected, anchor, composing: open, editing } = saved.value;
  const positionOf = (index: number | null | undefined): number | undefined =>
    index === null || index === undefined ? undefined : model.positionOf(index);
  list.build(positionOf(anchor?.index) ?? positionOf(selected) ?? 0);
  const away = [anchor?.index, selected, open].find((index) => typeof index === 'number' && model.isNotLoaded(index));
  moreMessages.whenLoaded(away ?? -1, () => {
    const canCompose = model.view.canFlag || editing !== null;
    if (open !== null && canCompose && positionOf(open) !== undefined) {
      composer.open(open, null, document.hasFocus(), editing ?? undefined);
    } else if (open !== null) saved.update({ composing: null, editing: null });
    const position = positionOf(selected);
    if (position !== undefined) {
      const inComposer = document.activeElement?.closest('.composer') !== null;
      selection.select(position, { focus: document.hasFocus() && !inComposer });
    }
    if (anchor !== null) scroll.restore(anchor);
  });
}
