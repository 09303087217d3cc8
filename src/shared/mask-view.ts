import { maskPersonal } from './mask.ts';
import type { CommentMark, FlagMark, TranscriptHeader, TranscriptRow, TranscriptView } from './transcript.ts';

/**
 * Masks personal data in a view. Indexes, IDs, times and order stay the same; so do drafts, which are sent as they are
 * written.
 */
export function maskView(view: TranscriptView): TranscriptView {
  return {
    ...view,
    header: maskHeader(view.header),
    rows: view.rows.map((row) => maskRow(row)),
    flags: maskFlags(view.flags),
    ...(view.comments === undefined ? {} : { comments: view.comments.map(maskComment) }),
    masked: true,
  };
}

/** Masks the notes of flags; their types stay. */
export function maskFlags(flags: readonly FlagMark[]): FlagMark[] {
  return flags.map((mark) => ({ ...mark, note: maskPersonal(mark.note) }));
}

function maskComment(mark: CommentMark): CommentMark {
  return { ...mark, text: maskPersonal(mark.text) };
}

function maskRow(row: TranscriptRow): TranscriptRow {
  const { text, delivery } = row;
  if (delivery === undefined) return { ...row, text: maskPersonal(text) };
  return { ...row, text: maskPersonal(text), delivery: { ...delivery, numbers: maskPersonal(delivery.numbers) } };
}

function maskHeader(header: TranscriptHeader): TranscriptHeader {
  const { number, issue } = header;
  return {
    ...header,
    number: number === null ? null : maskPersonal(number),
    facts: header.facts.map(maskPersonal),
    summary: maskPersonal(header.summary),
    fields: header.fields.map((field) => (field.verbatim ? field : { ...field, value: maskPersonal(field.value) })),
    issue: issue === null ? null : { ...issue, title: maskPersonal(issue.title) },
  };
}
