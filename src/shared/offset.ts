/** Seconds since the call began as `m:ss`, or `h:mm:ss` from one hour on; nothing for an unknown time. */
export function offset(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '';
  const whole = Math.floor(Math.abs(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const sign = seconds < 0 && whole > 0 ? '-' : '';
  const front = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${sign}${front}:${two(whole % 60)}`;
}
