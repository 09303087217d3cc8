import { maskNumber } from '../../shared/mask.ts';
import { formatPhoneNumber } from '../../shared/phone.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { isMasked } from '../masking.ts';

/** Formats a phone number, masked if masking is on so that numbers can still be told apart. */
export function numberForDisplay(number: string): string {
  const written = printable(formatPhoneNumber(number));
  return isMasked() ? maskNumber(written) : written;
}
