import type { Item, Place } from './setup.ts';

interface PersonaBody extends Item {
  readonly inbound_numbers: readonly { readonly phone_number: string; readonly persona_settings: object | null }[];
}

/** A persona with a number that has settings, one without numbers, and a number that nobody has. */
export async function routed(place: Place) {
  const all = (await place.ask<{ data: PersonaBody[] }>('GET', '/v1/personas')).data;
  const found = all.flatMap(({ id, inbound_numbers: own }) =>
    own.flatMap(({ phone_number, persona_settings }) => (persona_settings === null ? [] : [{ id, phone_number }])),
  )[0];
  const empty = all.find(({ inbound_numbers: own }) => own.length === 0);
  const body = await place.ask<{ inbound_numbers: { phone_number: string }[] }>('GET', '/v1/inbound');
  const taken = new Set(all.flatMap(({ inbound_numbers: own }) => own.map((one) => one.phone_number)));
  const free = body.inbound_numbers.find((one) => !taken.has(one.phone_number))?.phone_number;
  if (found === undefined || empty === undefined || free === undefined) throw new Error('the seed has no such numbers');
  return { owner: found.id, owned: found.phone_number, free, empty: empty.id };
}

/** An agent with a number in production and one in staging, and another agent. */
export async function bound(place: Place) {
  const agents = (await place.ask<{ data: Item[] }>('GET', '/v2/agents')).data;
  const named = (name: string): string => agents.find((one) => one['name'] === name)?.id ?? '';
  return {
    agent: named('Larkspur Support'),
    production: '+14155550112',
    staging: '+14155550113',
    other: named('Tidewater Technical'),
  };
}

/** The numbers of an agent, and where it answers them. */
export async function numbersOfAgent(
  place: Pick<Place, 'ask'>,
  agentId: string,
): Promise<Readonly<Record<string, string | null>>> {
  interface Bound {
    readonly numbers: readonly { readonly phone_number: string; readonly agent_env_type: string | null }[];
  }
  const { numbers } = (await place.ask<{ data: Bound }>('GET', `/v2/agents/${agentId}/inbound`)).data;
  return Object.fromEntries(numbers.map((one) => [one.phone_number, one.agent_env_type]));
}
