import * as vscode from 'vscode';
import { parseTime } from '../../shared/time.ts';

/** Formats a day as `Apr 30`, with the year unless it is this one; empty for an invalid date. */
export function shortDate(iso: string | null): string {
  const at = parseTime(iso);
  if (at === null) return '';
  const date = new Date(at);
  return date.getFullYear() === new Date().getFullYear() ? dayOfYear(date) : dayWithYear(date);
}

/** Formats a local day as `Apr 30`. */
export function dayOfYear(at: Date): string {
  return at.toLocaleDateString(vscode.env.language, { month: 'short', day: 'numeric' });
}

/** Formats a local day as `Apr 30, 2026`. */
export function dayWithYear(at: Date): string {
  return at.toLocaleDateString(vscode.env.language, { month: 'short', day: 'numeric', year: 'numeric' });
}

/** Formats a time as `14:11` today, else `Apr 30, 14:11`; empty for an invalid date. */
export function shortMoment(iso: string | null): string {
  const at = parseTime(iso);
  if (at === null) return '';
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? timeOfDay(date) : `${shortDate(iso)}, ${timeOfDay(date)}`;
}

/** Formats a time for a row: the time if it is today, else the day. */
export function rowMoment(iso: string | null): string {
  const time = parseTime(iso);
  if (time === null) return '';
  const at = new Date(time);
  if (at.toDateString() === new Date().toDateString()) return shortMoment(iso);
  return dayOfYear(at);
}

/** Formats date and time, to the minute or second, as `Apr 30, 2026, 2:32 PM`; empty for an invalid date. */
export function dateAndTime(iso: string | null, timeStyle: 'short' | 'medium'): string {
  const at = parseTime(iso);
  return at === null ? '' : new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle });
}

/** Formats a local time as `14:32`. */
export function timeOfDay(at: Date): string {
  return at.toLocaleTimeString(vscode.env.language, { hour: '2-digit', minute: '2-digit' });
}

/** Formats a number with at most so many digits after its point. */
export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString(vscode.env.language, { maximumFractionDigits: digits });
}

/** Formats as `1:19` or `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`;
}

/** Cuts a text to one line of at most `length` characters. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

/** A value's word at the beginning of a label. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
