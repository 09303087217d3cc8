import type { InsightRange } from '../../shared/insights-view.ts';
import { parseTime } from '../../shared/time.ts';
import type { CountedFlag } from './counting.ts';

/** A day or a week in the time zone of this machine. Times are milliseconds since the epoch. */
export interface Period {
  readonly since: number;
  /** The first moment of the next one. */
  readonly until: number;
  readonly count: number;
}

export interface PeriodCounts {
  /** Without gaps, the last one is that of now. */
  readonly periods: readonly Period[];
  readonly unit: 'day' | 'week';
  /** Flags from before and after. */
  readonly outside: number;
  /** Flags whose time cannot be read. */
  readonly untimed: number;
}

const ranges: Readonly<Record<InsightRange, { readonly unit: 'day' | 'week'; readonly count: number }>> = {
  '7d': { unit: 'day', count: 7 },
  '30d': { unit: 'day', count: 30 },
  '13w': { unit: 'week', count: 13 },
  '52w': { unit: 'week', count: 52 },
};

/** Counts flags by day or week. Weeks begin on Monday. */
export function countPeriods(flags: readonly CountedFlag[], range: InsightRange, now: Date): PeriodCounts {
  const { unit, count } = ranges[range];
  const days = unit === 'day' ? 1 : 7;
  const weekday = (now.getDay() + 6) % 7;
  const lastDay = now.getDate() - (unit === 'day' ? 0 : weekday);
  // By the calendar: a day may have 23 or 25 hours.
  const startOf = (place: number): number =>
    new Date(now.getFullYear(), now.getMonth(), lastDay - (count - 1 - place) * days).getTime();
  const starts = Array.from({ length: count + 1 }, (_, place) => startOf(place));
  const counts = starts.map(() => 0);
  let outside = 0;
  let untimed = 0;
  for (const { flag } of flags) {
    const at = parseTime(flag.created_at);
    const place = at === null ? -1 : starts.findLastIndex((start) => start <= at);
    if (at === null) untimed += 1;
    else if (place < 0 || place >= count) outside += 1;
    else counts[place] = (counts[place] ?? 0) + 1;
  }
  const periods = starts
    .slice(0, count)
    .map((since, place) => ({ since, until: starts[place + 1] ?? since, count: counts[place] ?? 0 }));
  return { periods, unit, outside, untimed };
}
