import { maskEmails } from './mask-emails.ts';
import { dot, maskNumbers } from './mask-numbers.ts';

/**
 * Hides what tells who somebody is: e-mail addresses, phone numbers, and digits that could be a card's, written or said in
 * English. For what is shown, copied and exported; what is sent to the service is never masked. It hides too much rather
 * than too little, and no more than these three kinds: names, addresses and dates stay. `SECURITY.md` says what it cannot
 * find.
 */

/** A number without its digits but the last two, which tell it from others: `+• ••• ••• ••11`. Masked, it stays the same. */
export function maskNumber(number: string): string {
  const digits = [...number.matchAll(/\p{Nd}/gu)];
  const kept = digits.at(-2)?.index ?? 0;
  return number.slice(0, kept).replace(/\p{Nd}/gu, dot) + number.slice(kept);
}

/** The text with what is personal in it masked: `+• (•••) •••-••••`, `•••@•••`. Masked text stays the same. */
export function maskPersonal(text: string): string {
  let masked = text;
  for (;;) {
    const before = masked;
    masked = maskEmails(maskNumbers(before));
    // What was masked may have stood in the way of seeing something beside it.
    if (masked === before) return masked;
  }
}
