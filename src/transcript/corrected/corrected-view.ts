import type { CorrectedLine, CorrectedView } from '../../shared/corrected.ts';
import { maskPersonal } from '../../shared/mask.ts';
import type { Corrected, CorrectedTranscript } from '../../triage/transcript/corrected/read.ts';
import { differences } from '../../triage/transcript/corrected/words.ts';

/** Returns a corrected transcript as plain data for the page. */
export function correctedView(
  { lines, broken }: CorrectedTranscript,
  masked: boolean,
): Extract<CorrectedView, { kind: 'ready' }> {
  return { kind: 'ready', lines: lines.map(masked ? maskLine : lineOf), broken };
}

const lineOf = ({ index, parts }: Corrected): CorrectedLine => ({ index, parts });

/** Masks each text as a whole before they are compared: masked part by part, a misheard number would show its digits. */
function maskLine(line: Corrected): CorrectedLine {
  const [heard, corrected] = [maskPersonal(line.heard), maskPersonal(line.corrected)];
  const isPersonal = heard !== line.heard || corrected !== line.corrected;
  return { index: line.index, parts: isPersonal ? differences(heard, corrected) : line.parts };
}
