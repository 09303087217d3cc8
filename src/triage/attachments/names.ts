/** The longest name that is sent or that a file gets: characters, as Talkdesk takes them, and bytes of UTF-8, as disks do. */
export const longestName = 200;
/** Disks take 255; what is added while a file comes, `.part`, counts too. */
const longestBytes = 250;

/** Signs that nobody sees, and halves of characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]/gu;
/** Names that Windows keeps for devices, also with an extension, and with blanks before that. */
const reserved = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i;

/**
 * A name as Talkdesk and every disk take it: one line, no path, nothing that hides in it.
 *
 * @param otherwise the name when nothing is left of the text
 * @param tail what comes behind the text and is never shortened: a number, an extension
 */
export function safeName(text: string, otherwise = 'attachment', tail = ''): string {
  const plain = text
    .replace(unseen, '')
    .normalize('NFC')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  const name = withoutEnd(plain);
  const whole = reserved.test(name) ? `_${name}` : name;
  const full = `${whole === '' ? otherwise : whole}${tail}`;
  return tail === '' ? shortened(full) : shortened(full, tail);
}

/** Without the blanks and dots at its end, which Windows drops by itself. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && /[. ]/.test(name[end - 1] ?? '')) end -= 1;
  return name.slice(0, end);
}

/**
 * A name that nobody has yet: names at Talkdesk are unique. The time makes it so, before the file's extension.
 *
 * @param random a few letters, for two in the same second
 */
export function uniqueName(name: string, now: Date, random: string): string {
  const [stem, extension] = splitName(name);
  const time = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  // What an earlier conflict put there is replaced, not added to.
  const own = stem.replace(/-\d{8}-\d{6}-[a-z0-9]{4}$/, '');
  const tail = `-${time}-${random}${extension}`;
  return shortened(`${own}${tail}`, tail);
}

/** A name and its extension, which has its dot; empty when it has none. */
function splitName(name: string): [stem: string, extension: string] {
  const at = name.lastIndexOf('.');
  return at > 0 && name.length - at <= 12 ? [name.slice(0, at), name.slice(at)] : [name, ''];
}

/** Shortens a name before its tail, at whole characters as people see them. */
function shortened(name: string, tail = splitName(name)[1]): string {
  const fits = (text: string): boolean => text.length <= longestName && Buffer.byteLength(text) <= longestBytes;
  if (fits(name)) return name;
  const start = name.slice(0, Math.min(name.length - tail.length, longestName));
  const asMany = (pieces: Iterable<string>): string => {
    let stem = '';
    for (const piece of pieces) {
      if (!fits(`${stem}${piece}${tail}`)) break;
      stem += piece;
    }
    return withoutEnd(stem);
  };
  const whole = asMany(Array.from(new Intl.Segmenter().segment(start), ({ segment }) => segment));
  // One character with hundreds of marks on it fits nowhere: it loses some.
  return `${whole === '' ? asMany(start) : whole}${tail}`;
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  log: 'text/plain',
  md: 'text/markdown',
  mp3: 'audio/mp3',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  wav: 'audio/wav',
  zip: 'application/zip',
};

/** The media type of a file by its name; bytes of no particular kind when it says nothing. */
export function mediaType(name: string): string {
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
