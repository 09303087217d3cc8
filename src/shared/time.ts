/** The calendar's and the clock's parts, extended or basic form, and the zone: `Z`, `UTC`, `GMT` or an offset. */
const iso =
  /^([+-]\d{6}|\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:(?:[Tt]|\s+)(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?|(\d\d)(?:(\d\d)(?:[.,](\d{1,30}))?)?)?\s*([Zz]|UTC|GMT|[+\u2212-]\d\d(?::?\d\d)?)?(?:\s+UTC)?)?$/;

/** The smallest numbers that are read as seconds and as milliseconds since the epoch: 2001 in both. */
const leastSeconds = 1e9;
const leastMilliseconds = 1e12;

/** The end of what a `Date` can hold, milliseconds. */
const last = 8.64e15;

/** From here on a number counts microseconds or less, which would be years beyond 30000. */
const leastMicroseconds = 1e15;

/**
 * Reads a point in time: ISO 8601, with a blank instead of the `T` too, or seconds or milliseconds since the epoch as a
 * number or as digits. A time without a zone is UTC, on every machine.
 *
 * @returns milliseconds since the epoch, whole; null for what is no time
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^\d{10,16}(?:\.\d{1,30})?$/.test(text) ? fromEpoch(Number(text)) : fromIso(text);
}

/** The same point in time as ISO 8601 in UTC; null for what is no time. */
export function isoTime(value: unknown): string | null {
  const at = parseTime(value);
  return at === null ? null : new Date(at).toISOString();
}

/** Reads an HTTP date (RFC 9110, 5.6.7) in any of its three forms; its asctime form names no zone, and all are GMT. */
export function parseHttpDate(value: string): number | null {
  const text = value.trim();
  const at = Date.parse(/\b(?:GMT|UTC|Z)$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : at;
}

function fromEpoch(value: number): number | null {
  if (!(value >= leastSeconds && value < leastMicroseconds)) return null;
  return Math.floor(value < leastMilliseconds ? value * 1000 : value);
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
  const ahead = offsetOf(zone);
  if (ahead === null) return null;
  const at = midnight.getTime() + ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1000 + milliseconds - ahead;
  return Math.abs(at) <= last ? at : null;
}

/** How far a zone is ahead of UTC, milliseconds; null for an offset that no clock has. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || !/\d/.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('+') ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}
