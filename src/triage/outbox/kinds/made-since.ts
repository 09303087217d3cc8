/** How far the service's clock and ours may differ. */
const skewMs = 5 * 60_000;

/** Whether an object of the service can come from a write that was made at `since`, both ISO 8601. */
export function madeSince(createdAt: string | null, since: string): boolean {
  if (createdAt === null) return true;
  const made = Date.parse(createdAt);
  return Number.isNaN(made) || made >= Date.parse(since) - skewMs;
}
