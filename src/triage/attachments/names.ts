/** The longest name that is sent or that a file gets, characters. */
export const longestName = 200;

/** A name as Talkdesk and every disk take it: one line, no path, nothing that hides in it. */
export function safeName(text: string, otherwise = 'attachment'): string {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const whole = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(plain) ? `_${plain}` : plain;
  return shortened(whole === '' ? otherwise : whole, longestName);
}

/**
 * A name that nobody has yet: names at Talkdesk are unique. The time makes it so, before the file's extension.
 *
 * @param random a few letters, for two in the same second
 */
export function uniqueName(name: string, now: Date, random: string): string {
  const at = name.lastIndexOf('.');
  const [stem, extension] = at > 0 && name.length - at <= 12 ? [name.slice(0, at), name.slice(at)] : [name, ''];
  const time = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  // What an earlier conflict put there is replaced, not added to.
  const own = stem.replace(/-\d{8}-\d{6}-[a-z0-9]{4}$/, '');
  const tail = `-${time}-${random}${extension}`;
  return `${own.slice(0, longestName - tail.length)}${tail}`;
}

function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const at = name.lastIndexOf('.');
  const extension = at > 0 && name.length - at <= 12 ? name.slice(at) : '';
  return name.slice(0, longest - extension.length) + extension;
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
