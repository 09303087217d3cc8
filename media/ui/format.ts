/**
 * Numbers and times in the editor's language, which the host puts on the page's root element: the browser's own may be another, and
 * the words of the page are English where there is no translation.
 */

const locale = (): string | undefined => document.documentElement.dataset['formats'];

// Made once each: a long conversation has thousands of times.
const numbers = new Map<number, Intl.NumberFormat>();
let times: { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat } | undefined;

/** Formats a number with at most so many digits after its point. */
export function formatNumber(value: number, digits = 0): string {
  let format = numbers.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale(), { maximumFractionDigits: digits });
    numbers.set(digits, format);
  }
  return format.format(value);
}

/** Formats a time for a row, as `2:32 PM`, with its day, as `Apr 30, 2026`. */
export function timeAndDay(at: number): { readonly time: string; readonly day: string } {
  times ??= {
    time: new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }),
  };
  return { time: times.time.format(at), day: times.day.format(at) };
}

/** Formats a time with its day and zone. */
export function fullTime(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'long' }).format(at);
}
