import { silentCall } from '../editor/call.ts';
import type { Services } from '../editor/services.ts';
import { makeWrite } from '../editor/make-write.ts';
import { type NumberOwner, type Owners, type OwnerRef, refOf } from '../triage/numbers/owner.ts';
import type { RoutedNumber, Routing } from '../triage/numbers/routing.ts';
import { setNumberPathway } from '../triage/outbox/kinds/set-number-pathway.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { NumberTarget } from './number-target.ts';
import { numberSettingsOf } from './number-settings.ts';
import { attachTo, detachFrom } from './write-numbers.ts';

/**
 * Returns numbers to whoever answered them before: personas with the numbers' settings, agents in the environment they had.
 * It is not exact for an agent without a production version, whose newest version answers from then on.
 *
 * @param before the routing before the numbers were attached to or detached from the target
 * @param now who has them; null for nobody
 */
export async function returnNumbers(
  services: Services,
  session: Session,
  numbers: readonly string[],
  before: Routing,
  now: NumberTarget | null,
): Promise<void> {
  const ownerOf = (number: string): NumberOwner | null => before.get(number)?.owner ?? null;
  const free = numbers.filter((number) => ownerOf(number) === null || ownerOf(number)?.type === 'pathway');
  if (free.length > 0 && now !== null) await detachFrom(services, session, now, free, silentCall);
  for (const number of free) {
    const owner = ownerOf(number);
    if (owner === null) continue;
    await makeWrite(services, session, setNumberPathway, { number, pathwayId: owner.id }, silentCall);
  }
  const owned = numbers.filter((number) => !free.includes(number));
  const groups = Map.groupBy(owned, (number) => JSON.stringify(placeOf(before.get(number))));
  for (const group of groups.values()) {
    const owner = ownerOf(group[0] ?? '');
    if (owner === null || owner.type === 'pathway') continue;
    const from: Owners =
      now === null ? {} : Object.fromEntries(group.map((number) => [number, now satisfies OwnerRef]));
    const settings = numberSettingsOf(group, (number) => before.get(number)?.settings);
    const target = owner.type === 'agent' ? { agentId: owner.id } : { personaId: owner.id };
    const environment = owner.type === 'agent' ? (owner.environment ?? undefined) : undefined;
    await attachTo(services, session, target, { numbers: group, from, environment, settings }, silentCall);
  }
}

function placeOf(routed: RoutedNumber | undefined): unknown {
  const owner = routed?.owner ?? null;
  return owner === null ? null : [refOf(owner), owner.type === 'agent' ? owner.environment : null];
}
