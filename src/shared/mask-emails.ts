const maskedEmail = '•••@•••';

/** The at sign: written, in brackets, or said. */
const at = /[@＠﹫]|%40|[([{<]at[)\]}>]|(?<![\p{L}\p{N}])at(?:\s+sign|\s+the\s+rate(?:\s+of)?)?(?![\p{L}\p{N}])/giu;

/** The at sign as it is written, also in a URL. */
const writtenSign = /^(?:[@＠﹫]|%40)$/;

/** Matches backwards from `lastIndex`, before the at sign. */
const piece = /(?<=([\p{L}\p{N}\p{M}\p{Cf}._%+'’•-]+))/uy;
const joinBefore =
  /(?<=(,?\s+(?:dot|point|period|underscore|dash|hyphen|minus|plus),?\s+|\s*[([{](?:dot|\.)[)\]}]\s*))/iuy;
/** Between letters and digits that are spelled one by one. */
const spellingBefore = /(?<=([\p{L}\p{N}•])([\s-]))/uy;
const blankBefore = /(?<=(,?\s+))/uy;

const label = /[\p{L}\p{N}\p{M}\p{Cf}•_-]+/uy;
const dotAfter =
  /[.．](?=[\p{L}\p{N}•])|,?\s+(?:dot|point|period),?\s+|\s*[([{](?:dot|\.)[)\]}]\s*|\s*[.．]?\s+(?=com(?![\p{L}\p{N}]))/iuy;
const blankAfter = /,?\s+|/uy;

/** Providers that people name without the top-level domain. */
const services = new Set(
  'gmail googlemail yahoo hotmail outlook icloud aol protonmail proton gmx msn comcast verizon hey fastmail'.split(' '),
);

/** Top-level domains in `at example.com`, beside those of two letters. Any other word after a dot begins a sentence. */
const topLevel = new Set('com net org edu gov mil info biz app dev name online shop store site tech cloud'.split(' '));
const noCountry = new Set(['js', 'ts', 'am', 'pm']);

/** Words before `at` that are not the name of a mailbox: `look at example.com`. */
const noMailbox = new Set(
  (
    'me us it him her them you i we they he she this that here there now back up in out down over online offline on off and or not ' +
    'look looks looked looking arrive arrived be is are was were been am work works worked working stay stayed meet met page pages site sites ' +
    'website webpage web shop shops shopped shopping store stores buy bought order orders ordered ordering find found visit visited ' +
    'see seen saw read view viewed available account accounts details information portal form login signup register registered ' +
    'book booked booking pay paid click clicked clicking check checked checking live lives start started starts stop stopped posted listed ' +
    'hosted published documented team people everyone anyone someone staff reservation reservations appointment product products ' +
    'document documents documentation article blog status price prices tickets job jobs stuff things more policy terms directly'
  ).split(' '),
);

/** Masks e-mail addresses, written or said. Runs in linear time. */
export function maskEmails(text: string): string {
  const masked: string[] = [];
  let cut = 0;
  const search = new RegExp(at);
  for (let found = search.exec(text); found !== null; found = search.exec(text)) {
    const end = hostEnd(text, found.index + found[0].length, found[0]);
    if (end === null) continue;
    // Continue after the host, so that it is scanned once.
    search.lastIndex = end;
    const start = mailboxStart(text, found.index, found[0]);
    if (start === null) continue;
    // An address that overlaps the one before is part of it.
    if (start < cut || (cut > 0 && start === cut)) {
      cut = end;
      continue;
    }
    masked.push(text.slice(cut, start), maskedEmail);
    cut = end;
  }
  return masked.length === 0 ? text : masked.join('') + text.slice(cut);
}

/** Returns the match of a sticky pattern at a position; undefined for none. */
function matchAt(pattern: RegExp, text: string, place: number): RegExpExecArray | undefined {
  pattern.lastIndex = place;
  return pattern.exec(text) ?? undefined;
}

/** Returns the end of the host name after an at sign; null when there is none. */
function hostEnd(text: string, from: number, sign: string): number | null {
  const blank = matchAt(blankAfter, text, from)?.[0].length ?? 0;
  if (blank === 0 && /^at/i.test(sign)) return null;
  const first = matchAt(label, text, from + blank);
  if (first === undefined) return null;
  let last = first[0];
  let end = from + blank + last.length;
  let isHost = false;
  let isSaid = false;
  for (;;) {
    const joined = matchAt(dotAfter, text, end);
    const next = joined && matchAt(label, text, end + joined[0].length);
    if (joined === undefined || next === undefined) break;
    isHost = true;
    isSaid ||= joined[0].length > 1;
    [last] = next;
    end += joined[0].length + last.length;
  }
  const isWritten = blank === 0 && writtenSign.test(sign);
  if (!isHost) return !isWritten && services.has(last.toLowerCase()) ? end : null;
  if (isWritten || isSaid) return end;
  const lower = last.toLowerCase();
  const isTopLevel = topLevel.has(lower) || (/^[a-z]{2}$/.test(lower) && !noCountry.has(lower));
  return isTopLevel || last.includes('•') ? end : null;
}

/** Returns the start of the mailbox name before an at sign; null when there is none. */
function mailboxStart(text: string, sign: number, written: string): number | null {
  const blank = matchAt(blankBefore, text, sign)?.[1]?.length ?? 0;
  if (blank === 0 && /^at/i.test(written)) return null;
  let start = sign - blank;
  const last = matchAt(piece, text, start)?.[1];
  if (last === undefined) return null;
  start -= last.length;
  let isJoined = false;
  let current = last;
  for (;;) {
    const joined = matchAt(joinBefore, text, start)?.[1];
    const before = joined && matchAt(piece, text, start - joined.length)?.[1];
    const spelled = current.length === 1 ? matchAt(spellingBefore, text, start) : undefined;
    if (joined !== undefined && before !== undefined && before !== '') {
      current = before;
      start -= joined.length + before.length;
    } else if (spelled?.[1] !== undefined && isAlone(text, start - spelled[0].length - 1 - spelled[1].length)) {
      current = spelled[1];
      start -= 1 + current.length;
    } else break;
    isJoined = true;
  }
  const isWritten = blank === 0 && writtenSign.test(written);
  const isPlain = !isJoined && /^[\p{L}\p{M}'’]+$/u.test(last);
  return isWritten || !isPlain || !noMailbox.has(last.toLowerCase()) ? start : null;
}

/** Returns whether no letter or digit is right before a position. */
function isAlone(text: string, place: number): boolean {
  return place <= 0 || !/[\p{L}\p{N}]/u.test(text[place - 1] ?? '');
}
