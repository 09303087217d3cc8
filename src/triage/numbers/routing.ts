import type { AccountNumber } from '../../api/bland/numbers.ts';
import type { Persona, PersonaNumber } from '../../api/bland/personas.ts';
import type { BlandApi } from '../../api/index.ts';
import { pages } from '../../api/pages.ts';
import { type NamedAgent, readNamedAgents } from '../agents/agent-numbers.ts';
import type { NumberOwner } from './owner.ts';

/** A number, and who answers it. */
export interface RoutedNumber {
  /** E.164. */
  readonly number: string;
  readonly label: string | null;
  /** Null when nobody does, as far as the agents and personas that were read tell. */
  readonly owner: NumberOwner | null;
  readonly settings: PersonaNumber['persona_settings'];
}

/** Every number that is known, by itself: those of the account in its order, then those that only their owner names. */
export type Routing = ReadonlyMap<string, RoutedNumber>;

/**
 * The owner of each number, by the lists of agents and personas; by the number's own fields where none of these lists it.
 * What a persona behind an agent answers, the agent does.
 */
export function routingOf(
  numbers: readonly AccountNumber[],
  personas: readonly Persona[],
  agents: readonly NamedAgent[] = [],
): Routing {
  const routing = new Map<string, RoutedNumber>();
  const behind = new Map(agents.flatMap((agent) => (agent.personaId === null ? [] : [[agent.personaId, agent]])));
  const put = (number: string, owner: NumberOwner | null, own?: PersonaNumber): void => {
    const label = own?.label ?? routing.get(number)?.label ?? null;
    routing.set(number, { number, label, owner, settings: own?.persona_settings ?? null });
  };
  for (const { phone_number: number, label, persona_id: id, pathway_id: pathway } of numbers) {
    const known = personas.find((one) => one.id === id);
    // A persona that was read and does not list the number has let go of it.
    const persona = id === null || known !== undefined ? null : ({ type: 'persona', id, name: id } as const);
    const onNumber = pathway === null ? null : ({ type: 'pathway', id: pathway, name: pathway } as const);
    const agent = behind.get(persona?.id ?? '');
    const owner = agent === undefined ? persona : unlistedOwner(agent);
    routing.set(number, { number, label, owner: owner ?? onNumber, settings: null });
  }
  for (const { id, name, inbound_numbers: own } of personas) {
    const agent = behind.get(id);
    const owner: NumberOwner | null =
      agent === undefined ? { type: 'persona', id, name: name === '' ? id : name } : unlistedOwner(agent);
    if (owner === null) continue;
    for (const one of own) put(one.phone_number, owner, agent === undefined ? one : { ...one, persona_settings: null });
  }
  for (const { id, name, numbers: own } of agents) {
    for (const { number, environment } of own ?? []) put(number, { type: 'agent', id, name, environment });
  }
  return routing;
}

/** The owner of a number that only an agent's persona names; null where the agent's own numbers are known, which it is none of. */
function unlistedOwner({ id, name, numbers }: NamedAgent): NumberOwner | null {
  return numbers === null ? { type: 'agent', id, name, environment: null } : null;
}

/** Pages of personas that are read to know who answers what: 10,000 personas. */
const mostPages = 100;

/** Asks the service who answers each number now. @throws ServiceError */
export async function readRouting(api: BlandApi, signal?: AbortSignal): Promise<Routing> {
  const [{ items: numbers }, personas, agents] = await Promise.all([
    api.numbers.list({ signal }),
    readPersonas(api, signal),
    readNamedAgents(api, signal),
  ]);
  return routingOf(numbers, personas, agents);
}

async function readPersonas(api: BlandApi, signal: AbortSignal | undefined): Promise<readonly Persona[]> {
  const personas = new Map<string, Persona>();
  const page = (cursor: string | undefined) => api.personas.list({ cursor, limit: 100, signal });
  for await (const { items } of pages(page, { signal, maxPages: mostPages })) {
    // A service that gives the same page again would never come to an end.
    if (items.length > 0 && items.every(({ id }) => personas.has(id))) break;
    for (const persona of items) personas.set(persona.id, persona);
  }
  return [...personas.values()];
}
