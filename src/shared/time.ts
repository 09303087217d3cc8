/** ISO 8601, extended or basic form: date, time, and the zone as `Z`, `UTC`, `GMT` or an offset. */
const iso =
  /^([+-]\d{6}|\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:(?:[Tt]|\s+)(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?|(\d\d)(?:(\d\d)(?:[.,](\d{1,30}))?)?)?\s*([Zz]|UTC|GMT|[+\u2212-]\d\d(?::?\d\d)?)?(?:\s+UTC)?)?$/;

/** The smallest numbers that are read as seconds and as milliseconds since the epoch: both are in 2001. */
const minSeconds = 1e9;
const minMilliseconds = 1e12;

/** The latest time of a `Date`, milliseconds since the epoch. */
const maxTime = 8.64e15;

/** Larger numbers are taken for microseconds or less: as milliseconds, they would be beyond the year 30000. */
const minMicroseconds = 1e15;

/**
 * Parses a time: ISO 8601, also with a blank instead of the `T`, or seconds or milliseconds since the epoch, as a number or
 * as digits. A time without a zone is UTC, on every machine.
 *
 * @returns whole milliseconds since the epoch; null for anything else
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^\d{10,16}(?:\.\d{1,30})?$/.test(text) ? fromEpoch(Number(text)) : fromIso(text);
}

/** Returns a time that `parseTime` can read as ISO 8601 in UTC, else null. */
export function isoTime(value: unknown): string | null {
  const at = parseTime(value);
  return at === null ? null : new Date(at).toISOString();
}

/** Parses an HTTP date (RFC 9110, 5.6.7) in any of its three forms. All are GMT, though the asctime form does not say so. */
export function parseHttpDate(value: string): number | null {
  const text = value.trim();
  const at = Date.parse(/\b(?:GMT|UTC|Z)$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : at;
}

function fromEpoch(value: number): number | null {
  if (!(value >= minSeconds && value < minMicroseconds)) return null;
  return Math.floor(value < minMilliseconds ? value * 1000 : value);
}

function fromIso(text: string): number | null {
  const found = iso.exec(text);
  if (found === null) return null;
  const [, year, month, day, basicMonth, basicDay, hour = '0', minute, second, fraction, ...rest] = found;
  const [basicMinute, basicSecond, basicFraction, zone] = rest;
  const date = [Number(year), Number(month ?? basicMonth) - 1, Number(day ?? basicDay)] as const;
  const clock = [Number(hour), Number(minute ?? basicMinute ?? 0), Number(second ?? basicSecond ?? 0)] as const;
  const milliseconds = Number(`${fraction ?? basicFraction ?? ''}000`.slice(0, 3));
  // The end of a day may be written as 24:00, and a leap second as :60.
  const isEnd = clock[0] === 24 && clock[1] + clock[2] + milliseconds === 0;
  if ((clock[0] > 23 && !isEnd) || clock[1] > 59 || clock[2] > 60) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(...date);
  if (midnight.getUTCMonth() !== date[1] || midnight.getUTCDate() !== date[2]) return null;
  const zoneOffset = offsetOf(zone);
  if (zoneOffset === null) return null;
  const at = midnight.getTime() + ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1000 + milliseconds - zoneOffset;
  return Math.abs(at) <= maxTime ? at : null;
}

/** Returns the offset of a zone from UTC in milliseconds; null for an invalid one. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || !/\d/.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('+') ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}
