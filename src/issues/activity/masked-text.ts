import { forDisplay } from '../../editor/privacy.ts';
import * as text from '../../triage/issues/activity.ts';

/** A server's text as lines of a document, as it may be shown now. */
export function textLines(words: string, longest?: number): string[] {
  return text.textLines(forDisplay(words), longest);
}

/** The same as one line. Ids and names of the service go through that of the model: they are never masked. */
export function oneLine(words: string, longest?: number): string {
  return text.oneLine(forDisplay(words), longest);
}

/** A value whose shape is not documented, as lines as they may be shown now. */
export function valueLines(value: unknown, longest?: number): string[] {
  return text.valueLines(value, longest).map(forDisplay);
}
