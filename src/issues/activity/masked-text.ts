import { forDisplay } from '../../editor/privacy.ts';
import * as text from '../../triage/issues/activity.ts';

/** Splits a server's text into lines of a document, masked if masking is on. */
export function textLines(words: string, longest?: number): string[] {
  return text.textLines(forDisplay(words), longest);
}

/** The same as one line. IDs and names of the service are never masked and use the domain's function. */
export function oneLine(words: string, longest?: number): string {
  return text.oneLine(forDisplay(words), longest);
}

/** Renders a value of undocumented shape as lines. */
export function valueLines(value: unknown, longest?: number): string[] {
  return text.valueLines(value, longest).map(forDisplay);
}
