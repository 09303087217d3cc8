import type { HostMessage } from '../../shared/messages.ts';
import { partSize, type TranscriptView } from '../../shared/transcript.ts';

/** Splits a long call into messages of at most one part each. Parts are posted as far as the reader asks for them. */
export class TranscriptParts {
  /** Rows, in display order, that the page has, or gets again when it is reloaded. */
  #wanted = partSize;

  /**
   * Returns the messages that extend the page to the row with this raw index, by the next part for null, or to the end.
   * None if the page has it.
   *
   * @param rows in display order
   * @param view makes the whole view, when it is needed
   */
  more(
    rows: readonly { readonly index: number }[],
    end: number | null | 'all',
    view: () => TranscriptView,
  ): readonly HostMessage[] {
    const before = this.#wanted;
    const last =
      end === 'all' ? rows.length : end === null ? before + 1 : rows.findIndex(({ index }) => index === end) + 1;
    if (last <= before || before >= rows.length) return [];
    this.#wanted = Math.ceil(last / partSize) * partSize;
    return this.#rows(view(), before);
  }

  /** Returns the messages that show this view as far as it is wanted: the first part, then the others. */
  state(view: TranscriptView): readonly HostMessage[] {
    const wanted = Math.min(this.#wanted, view.rows.length);
    const following = Math.max(0, wanted - partSize);
    const first = { ...view, rows: view.rows.slice(0, partSize), more: view.rows.length - wanted, following };
    return [{ type: 'state', state: { kind: 'ready', view: first } }, ...this.#rows(view, partSize)];
  }

  #rows({ rows }: TranscriptView, from: number): readonly HostMessage[] {
    const messages: HostMessage[] = [];
    for (let start = from; start < Math.min(this.#wanted, rows.length); start += partSize) {
      const more = Math.max(0, rows.length - start - partSize);
      messages.push({ type: 'rows', rows: rows.slice(start, start + partSize), more });
    }
    return messages;
  }
}
