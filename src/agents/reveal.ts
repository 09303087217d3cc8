import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';

/** Selects a persona's row; false when the persona is not among the loaded ones. */
type Reveal = (personaId: string) => Promise<boolean>;

interface Offer {
  readonly reveal: Promise<Reveal>;
  readonly make: (reveal: Reveal) => void;
}

const offers = new WeakMap<Services, Offer>();

function offerOf(services: Services): Offer {
  const known = offers.get(services);
  if (known !== undefined) return known;
  let make: Offer['make'] = () => undefined;
  const reveal = new Promise<Reveal>((resolve) => {
    make = resolve;
  });
  const offer = { reveal, make };
  offers.set(services, offer);
  return offer;
}

/** The view of personas says how a row is shown, once it is there. */
export function offerReveal(services: Services, reveal: Reveal): void {
  offerOf(services).make(reveal);
}

/** Opens the view and selects a persona's row; false when there is none. */
export async function revealPersona(services: Services, personaId: string): Promise<boolean> {
  // What loads the view is that it is looked at.
  await vscode.commands.executeCommand('callTriage.personas.focus');
  return (await offerOf(services).reveal)(personaId);
}
