import { maskNumber } from '../../shared/mask.ts';
import { showNumber } from '../../shared/phone.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { isMasked } from '../masking.ts';

/** A number that is to be told from others, as people write it and as it may be shown now. */
export function numberForDisplay(number: string): string {
  const written = printable(showNumber(number));
  return isMasked() ? maskNumber(written) : written;
}
