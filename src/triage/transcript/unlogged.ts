import type { Pathway } from './pathway.ts';

/** A stay of the agent in a node that has no message in the transcript: its logging may be turned off. */
export interface UnloggedStay {
  readonly name: string;
  readonly seconds: number;
}

/** A shorter stay needs no message, in seconds. */
const shortestStay = 6;

/**
 * Returns the gaps of a transcript that a node's settings may explain, by the raw index of the message before: the agent
 * entered a node there and left it for another, no message of the call belongs to it, and nothing was done in it that takes
 * time, such as a webhook.
 */
export function unloggedStays({ gaps, nodes }: Pathway): ReadonlyMap<number, UnloggedStay> {
  const logged = new Set([...nodes.values()].map(({ id }) => id));
  const stays = new Map<number, UnloggedStay>();
  for (const { after, steps } of gaps) {
    if (after === null) continue;
    let entered: { readonly name: string; readonly at: number } | undefined;
    for (const { fact, at } of steps) {
      if (fact.kind === 'operation') entered = undefined;
      if (fact.kind !== 'node') continue;
      const seconds = entered === undefined || at === null ? 0 : (at - entered.at) / 1000;
      if (entered !== undefined && seconds >= shortestStay && seconds > (stays.get(after)?.seconds ?? 0)) {
        stays.set(after, { name: entered.name, seconds });
      }
      entered = at === null || logged.has(fact.id) ? undefined : { name: fact.name, at };
    }
  }
  return stays;
}
