/** Returns the current time as the sandbox writes it: ISO 8601, UTC, milliseconds. */
export const now = (): string => new Date().toISOString();

const forms = [
  /^(\d{4}-\d{2}-\d{2})$/,
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i,
];

/**
 * Reads a time of a request or an imported call: an ISO 8601 date or date-time (UTC when it has no zone), or seconds (from
 * 10⁹) or milliseconds (from 10¹²) since the epoch.
 *
 * @returns milliseconds since the epoch; NaN for everything else
 */
export function parseTime(value: unknown): number {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{10,}$/.test(value)))
    return sinceEpoch(Number(value));
  const found =
    typeof value === 'string' ? forms.map((form) => form.exec(value.trim())).find((one) => one !== null) : null;
  if (found === null || found === undefined) return Number.NaN;
  const [, day = '', minute = '00:00', second = ':00', zone = 'Z'] = found;
  const full = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  // `Date` takes 31 February for 3 March.
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return Number.NaN;
  return new Date(`${day}T${minute}${second}${full.toUpperCase()}`).getTime();
}

function sinceEpoch(value: number): number {
  if (value < 1e9) return Number.NaN;
  const time = Math.floor(value < 1e12 ? value * 1000 : value);
  return new Date(time).getTime();
}
