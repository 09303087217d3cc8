/**
 * Hides what tells who somebody is: e-mail addresses, phone numbers, and digits that could be a card's. For what is
 * shown, copied and exported; what is sent to the service is never masked. It hides too much rather than too little, and
 * no more than these three kinds: names, addresses and dates stay.
 */

/** Stands for a digit. */
const dot = '•';
const maskedEmail = '•••@•••';

/** As they are written; what is before the @ is bounded, so that a long word costs no more than its length. */
const email = /[\p{L}\p{N}._%+'•-]{1,64}@[\p{L}\p{N}•-]+(?:\.[\p{L}\p{N}•-]+)+/gu;
/** As they are heard: `jane dot doe at example dot com`. */
const spokenEmail =
  /[\p{L}\p{N}._+•-]{1,64}(?:\s(?:dot|underscore|dash|hyphen)\s[\p{L}\p{N}._+•-]{1,64}){0,8}\sat\s[\p{L}\p{N}•-]+(?:\s?dot\s[\p{L}\p{N}•-]{2,})+/giu;

const digitWord = String.raw`(?<!\p{L})(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)(?!\p{L})`;
const token = String.raw`(?:\p{Nd}|${digitWord})`;
/** Digits, written or spoken, with no more between them than people put there: `+1 (415) 555-0111`, `four, one, one`. */
const run = new RegExp(String.raw`${token}(?:[\s.,()/+_–-]{0,3}${token}){6,}`, 'giu');
const tokens = new RegExp(token, 'giu');

/** The fewest digits that are hidden: a phone number without its area code. */
const fewest = 7;

/** A date, also with the hour behind it: the one long row of digits that is everywhere and nobody's number. */
const date = /^(?:19|20)\p{Nd}{2}-[01]\p{Nd}-[0-3]\p{Nd}(?:\s\p{Nd}{2})?$/u;

/** A number without its digits but the last two, which tell it from others: `+• ••• ••• ••11`. Masked, it stays the same. */
export function maskNumber(number: string): string {
  return number.replace(/\p{Nd}(?=(?:.*\p{Nd}){2})/gsu, dot);
}

/** The text with what is personal in it masked: `+• (•••) •••-••••`, `•••@•••`. Masked text stays the same. */
export function maskPersonal(text: string): string {
  let masked = text;
  for (;;) {
    const before = masked;
    masked = maskEmails(before.replace(run, maskRun));
    // What was masked may have stood in the way of seeing something beside it.
    if (masked === before) return masked;
  }
}

function maskEmails(text: string): string {
  const written = text.includes('@') ? text.replace(email, maskedEmail) : text;
  return /\sat\s/i.test(written) ? written.replace(spokenEmail, maskedEmail) : written;
}

/** Each digit becomes a dot, and so does each word for one, whose length would tell it. */
function maskRun(found: string): string {
  const digits = found.match(tokens)?.filter((one) => !/^(?:double|triple)$/i.test(one)).length ?? 0;
  return digits < fewest || date.test(found) ? found : found.replace(tokens, dot);
}
