import type { Correction } from '../../../api/bland/corrections.ts';
import type { CorrectedLine } from '../../../shared/corrected.ts';
import { cut } from '../../../shared/text.ts';
import { maxRowText } from '../../../shared/transcript.ts';
import type { Finding } from '../finding.ts';
import type { Transcript } from '../transcript.ts';
import { alignCorrected } from './align.ts';
import { misheard } from './misheard.ts';
import { differences } from './words.ts';

/** The corrected text of one message. */
export interface Corrected extends CorrectedLine {
  /** The message's text as it is read. */
  readonly heard: string;
  readonly corrected: string;
}

/** A corrected transcript beside the one that was heard. */
export interface CorrectedTranscript {
  /** In display order: the messages that have words in either text. */
  readonly lines: readonly Corrected[];
  readonly findings: readonly Finding[];
  /** Segments that could not be read. */
  readonly broken: number;
}

/** Puts what the service corrected beside what was heard. Takes its time for long calls, and lets others have theirs. */
export async function readCorrection(
  { items, broken }: Correction,
  { rows }: Transcript,
): Promise<CorrectedTranscript> {
  const texts = await alignCorrected(rows, items);
  const lines = rows.flatMap(({ index, text, noise }) => {
    const whole = texts.get(index);
    if (whole === undefined) return [];
    const [heard, corrected] = [noise ? '' : text, cut(whole, maxRowText)];
    return [{ index, heard, corrected, parts: differences(heard, corrected) }];
  });
  const findings = lines.flatMap(({ index, heard, corrected, parts }) => [...misheard(index, heard, corrected, parts)]);
  return { lines, findings, broken: broken.length };
}
