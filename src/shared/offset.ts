/** Formats seconds since the start of a call as `m:ss`, or `h:mm:ss` from one hour on; empty for an unknown time. */
export function offset(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '';
  const whole = Math.floor(Math.abs(seconds));
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const sign = seconds < 0 && whole > 0 ? '-' : '';
  const hoursAndMinutes = hours > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
  return `${sign}${hoursAndMinutes}:${twoDigits(whole % 60)}`;
}
