import type { AccountNumber } from '../../api/bland/numbers.ts';
import type { Persona, PersonaNumber } from '../../api/bland/personas.ts';
import type { BlandApi } from '../../api/index.ts';
import { pages } from '../../api/pages.ts';

/** A number, and who answers it. */
export interface RoutedNumber {
  /** E.164. */
  readonly number: string;
  readonly label: string | null;
  /** Null when nobody does, as far as the personas that were read tell. */
  readonly persona: { readonly id: string; readonly name: string } | null;
  readonly settings: PersonaNumber['persona_settings'];
}

/** Every number that is known, by itself: those of the account in its order, then those that only a persona names. */
export type Routing = ReadonlyMap<string, RoutedNumber>;

/** The persona that answers each number, by the personas' lists; by the number's own field where no persona lists it. */
export function routingOf(numbers: readonly AccountNumber[], personas: readonly Persona[]): Routing {
  const routing = new Map<string, RoutedNumber>();
  for (const { phone_number: number, label, persona_id: id } of numbers) {
    const known = personas.find((one) => one.id === id);
    // A persona that was read and does not list the number has let go of it.
    const persona = id === null || known !== undefined ? null : { id, name: id };
    routing.set(number, { number, label, persona, settings: null });
  }
  for (const { id, name, inbound_numbers: own } of personas) {
    for (const { phone_number: number, label, persona_settings: settings } of own) {
      const persona = { id, name: name === '' ? id : name };
      routing.set(number, { number, label: label ?? routing.get(number)?.label ?? null, persona, settings });
    }
  }
  return routing;
}

/** Pages of personas that are read to know who answers what: 10,000 personas. */
const mostPages = 100;

/** Asks the service who answers each number now. @throws ServiceError */
export async function readRouting(api: BlandApi, signal?: AbortSignal): Promise<Routing> {
  const [{ items: numbers }, personas] = await Promise.all([api.numbers.list({ signal }), readPersonas(api, signal)]);
  return routingOf(numbers, personas);
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
