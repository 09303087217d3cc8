import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';

/** Selects an issue's row, or that of its evidence with this link; false when the issue is not among the loaded ones. */
export type Reveal = (issueId: string, linkId?: string) => Promise<boolean>;

/** How a window's view of issues shows a row: from when the view first stands. */
interface Offer {
  readonly made: Promise<Reveal>;
  make(reveal: Reveal): void;
}

const offers = new WeakMap<Services, Offer>();

function offerOf(services: Services): Offer {
  const known = offers.get(services);
  if (known !== undefined) return known;
  let make: Offer['make'] = () => undefined;
  const made = new Promise<Reveal>((resolve) => (make = resolve));
  const offer = { made, make };
  offers.set(services, offer);
  return offer;
}

/** The view of issues says how a row is shown, once it is there. */
export function offerReveal(services: Services, reveal: Reveal): void {
  offerOf(services).make(reveal);
}

/** Shows the view, and selects a row in it; false when there is none. */
export async function revealIssue(services: Services, issueId: string, linkId?: string): Promise<boolean> {
  await vscode.commands.executeCommand('callTriage.issues.focus');
  const reveal = await offerOf(services).made;
  return reveal(issueId, linkId);
}
