import { maskPersonal } from './mask.ts';
import type { CallHeader, FlagMark, TranscriptView } from './transcript.ts';

/**
 * What is shown of a call with the personal data in it masked. Indexes, ids, times and order are as they were; drafts
 * are too, since they are what will be sent.
 */
export function maskView(view: TranscriptView): TranscriptView {
  return {
    ...view,
    header: maskHeader(view.header),
    rows: view.rows.map((row) => ({ ...row, text: maskPersonal(row.text) })),
    flags: maskFlags(view.flags),
    masked: true,
  };
}

/** The notes are masked; what a flag is of stays. */
export function maskFlags(flags: readonly FlagMark[]): FlagMark[] {
  return flags.map((mark) => ({ ...mark, note: maskPersonal(mark.note) }));
}

function maskHeader(header: CallHeader): CallHeader {
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
