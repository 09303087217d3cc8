import type { Composing, Form } from './composing.ts';
import type { Memory } from '../rows/memory.ts';
import type { Model } from '../rows/model.ts';
import type { Later } from '../later.ts';
import type { Place } from '../rows/place.ts';
import type { RowList } from '../rows/list.ts';
import type { Selection } from '../rows/selection.ts';

export interface RestoreParts {
  readonly model: Model;
  readonly memory: Memory;
  readonly list: RowList;
  readonly later: Later;
  readonly composing: Pick<Composing<Form>, 'open'>;
  readonly selection: Selection;
  readonly place: Place;
}

/** Builds the rows and brings back where the reader was: at once, or when the part of the call has come that holds it. */
export function restore({ model, memory, list, later, composing, selection, place }: RestoreParts): void {
  const { selected, anchor, composing: open, editing } = memory.value;
  const positionOf = (index: number | null | undefined): number | undefined =>
    index === null || index === undefined ? undefined : model.positionOf(index);
  list.build(positionOf(anchor?.index) ?? positionOf(selected) ?? 0);
  const away = [anchor?.index, selected, open].find((index) => typeof index === 'number' && model.isLater(index));
  later.reach(away ?? -1, () => {
    const canCompose = model.view.canFlag || editing !== null;
    if (open !== null && canCompose && positionOf(open) !== undefined) {
      composing.open(open, null, document.hasFocus(), editing ?? undefined);
    } else if (open !== null) memory.update({ composing: null, editing: null });
    const position = positionOf(selected);
    if (position !== undefined) {
      const inComposer = document.activeElement?.closest('.composer') !== null;
      selection.select(position, { focus: document.hasFocus() && !inComposer });
    }
    if (anchor !== null) place.restore(anchor);
  });
}
