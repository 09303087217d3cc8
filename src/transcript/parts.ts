import type { HostMessage } from '../shared/messages.ts';
import { partSize, type TranscriptView } from '../shared/transcript.ts';

/**
 * A long call goes to its page in parts, and no further than somebody wants to read: no message holds more of it than
 * one part.
 */
export class Parts {
  /** Messages, in display order, that the page has or is to have when it is shown anew. */
  #shown = partSize;

  /**
   * What the page gets to have the message with this raw index, the next part for null, or everything. Nothing when it
   * has that.
   *
   * @param rows in display order
   * @param view makes the whole view, when it is needed
   */
  more(
    rows: readonly { readonly index: number }[],
    what: number | null | 'all',
    view: () => TranscriptView,
  ): readonly HostMessage[] {
    const before = this.#shown;
    const last =
      what === 'all' ? rows.length : what === null ? before + 1 : rows.findIndex(({ index }) => index === what) + 1;
    if (last <= before || before >= rows.length) return [];
    this.#shown = Math.ceil(last / partSize) * partSize;
    return this.#rows(view(), before);
  }

  /** What shows this view, as far as it is wanted: its first part, and then the others. */
  state(view: TranscriptView): readonly HostMessage[] {
    const shown = Math.min(this.#shown, view.rows.length);
    const following = Math.max(0, shown - partSize);
    const first = { ...view, rows: view.rows.slice(0, partSize), more: view.rows.length - shown, following };
    return [{ type: 'state', state: { kind: 'ready', view: first } }, ...this.#rows(view, partSize)];
  }

  /** The messages of this view from this place on, as far as they are wanted. */
  #rows({ rows }: TranscriptView, from: number): readonly HostMessage[] {
    const messages: HostMessage[] = [];
    for (let at = from; at < Math.min(this.#shown, rows.length); at += partSize) {
      const more = Math.max(0, rows.length - at - partSize);
      messages.push({ type: 'rows', rows: rows.slice(at, at + partSize), more });
    }
    return messages;
  }
}
