import type { Services } from '../editor/services.ts';

/** Selects an issue's row, or that of its evidence with this link; false when the issue is not among the loaded ones. */
export type Reveal = (issueId: string, linkId?: string) => Promise<boolean>;

const reveals = new WeakMap<Services, Reveal>();

/** The view of issues says how a row is shown, once it is there. */
export function offerReveal(services: Services, reveal: Reveal): void {
  reveals.set(services, reveal);
}

/** Shows and selects a row in the view; false when there is none. */
export async function revealIssue(services: Services, issueId: string, linkId?: string): Promise<boolean> {
  return (await reveals.get(services)?.(issueId, linkId)) ?? false;
}
