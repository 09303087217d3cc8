/**
 * Masks personal data in text that is shown, copied or exported; text that is sent to the service is never masked. Masked are
 * e-mail addresses, phone numbers, and digits that could be a card's, written or said in English, and rather too much than
 * too little. Names, addresses and dates stay. `SECURITY.md` says what is not found.
 */
import { maskEmails } from './mask-emails.ts';
import { dot, maskNumbers } from './mask-numbers.ts';

/** Masks all digits but the last two, by which numbers can be told apart: `+• ••• ••• ••11`. Idempotent. */
export function maskNumber(number: string): string {
  const digits = [...number.matchAll(/\p{Nd}/gu)];
  const kept = digits.at(-2)?.index ?? 0;
  return number.slice(0, kept).replace(/\p{Nd}/gu, dot) + number.slice(kept);
}

/** Masks personal data in a text: `+• (•••) •••-••••`, `•••@•••`. Idempotent. */
export function maskPersonal(text: string): string {
  let masked = text;
  for (;;) {
    const before = masked;
    masked = maskEmails(maskNumbers(before));
    // Masking one part may let another one beside it be recognised.
    if (masked === before) return masked;
  }
}
