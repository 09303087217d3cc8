import * as vscode from 'vscode';
import { maskNumber } from '../../shared/mask.ts';
import { formatPhoneNumber } from '../../shared/phone.ts';
import type { NumberOwner } from '../../triage/numbers/owner.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { isMasked } from '../masking.ts';

/** Formats a phone number, masked if masking is on so that numbers can still be told apart. */
export function numberForDisplay(number: string): string {
  const written = printable(formatPhoneNumber(number));
  return isMasked() ? maskNumber(written) : written;
}

/** Names who answers a number. */
export function ownerInWords(owner: NumberOwner): string {
  const name = printable(owner.name).trim() || printable(owner.id);
  if (owner.type === 'pathway') return vscode.l10n.t('pathway {0}', name);
  return owner.type === 'agent' && owner.environment === 'staging' ? vscode.l10n.t('{0} (staging)', name) : name;
}
