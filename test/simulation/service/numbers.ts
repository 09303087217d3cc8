/** Phone numbers of the service, and who answers them: agents and personas, and a persona behind each agent. */
import { fieldsAt, type Model, type Stored } from './model.ts';
import type { Handler, Moment, ServiceAnswer } from './routes.ts';

/** Who answers a number: an agent, a persona, or null for nobody. */
export interface NumberFields {
  readonly phone_number: string;
  readonly owner: string | null;
  readonly staging: boolean;
}

export const agentIds = ['agent-1', 'agent-2'] as const;
export const personaIds = ['persona-1', 'persona-2'] as const;
const carriers: Readonly<Record<string, string>> = { 'agent-1': 'carrier-1', 'agent-2': 'carrier-2' };

/** Adds the numbers that are there before. */
export function stockNumbers(model: Model, at: number): void {
  const origin = { by: 'before', key: null, author: 'user-old' } as const;
  const add = (digit: number, owner: string | null, staging = false): void => {
    const fields: NumberFields = { phone_number: `+1415555010${digit}`, owner, staging };
    model.add('numbers', null, { ...fields }, at, origin);
  };
  add(1, 'persona-1');
  add(2, 'persona-2');
  add(3, 'agent-1');
  add(4, 'agent-2', true);
  add(5, null);
  add(6, null);
}

export function numberAt(stored: Stored, at: number): NumberFields {
  return fieldsAt(stored, at) as unknown as NumberFields;
}

const ok = (data: unknown): ServiceAnswer => ({ status: 200, body: { data, errors: null } });

function ownedBy({ model, listed }: Moment, owner: string): readonly NumberFields[] {
  return model
    .list('numbers', null, listed)
    .map((one) => numberAt(one, listed))
    .filter((one) => one.owner === owner);
}

/** The persona that carries an agent's numbers is listed like any other. */
function persona(moment: Moment, id: string) {
  const agent = agentIds.find((one) => carriers[one] === id);
  const own = ownedBy(moment, agent ?? id);
  return { id, name: id, inbound_numbers: own.map(({ phone_number }) => ({ phone_number, persona_settings: null })) };
}

function binding(moment: Moment, agent: string) {
  const numbers = ownedBy(moment, agent).map(({ phone_number, staging }) => {
    return { phone_number, agent_env_type: staging ? 'staging' : null };
  });
  return { agent_id: agent, persona_id: carriers[agent] ?? null, numbers, staging_attach_supported: true };
}

/** Attaches numbers, from whoever has them, or detaches those that the owner has. */
const changeOwner =
  (how: 'attach' | 'detach', answer: (moment: Moment, id: string) => unknown): Handler =>
  (moment, { body }, origin, [id = '']) => {
    const wanted: unknown = body['inbound_numbers'];
    for (const stored of moment.model.list('numbers', null, moment.now)) {
      const now = numberAt(stored, moment.now);
      if (!Array.isArray(wanted) || !wanted.includes(now.phone_number)) continue;
      const stays = now.owner === id && now.staging;
      const staging = body['environment'] === 'staging' || (body['environment'] === undefined && stays);
      if (how === 'attach') moment.model.change(stored, { owner: id, staging }, moment.now, origin);
      else if (now.owner === id) moment.model.change(stored, { owner: null, staging: false }, moment.now, origin);
    }
    return ok(answer(moment, id));
  };

const attached = (_moment: Moment, agent: string) => {
  return {
    agent_id: agent,
    persona_id: carriers[agent],
    pathway_id: 'compiled',
    compiled_from_version: 'v',
    attached: [],
  };
};

export const numberRoutes: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  [
    'GET',
    /^\/v1\/inbound$/,
    ({ model, listed }) => {
      const numbers = model.list('numbers', null, listed).map((one) => numberAt(one, listed).phone_number);
      return { status: 200, body: { inbound_numbers: numbers.map((phone_number) => ({ phone_number })) } };
    },
  ],
  [
    'GET',
    /^\/v1\/personas$/,
    (moment) => ok([...personaIds, ...Object.values(carriers)].map((id) => persona(moment, id))),
  ],
  ['GET', /^\/v1\/personas\/([\w-]+)$/, (moment, _request, _origin, [id = '']) => ok(persona(moment, id))],
  ['POST', /^\/v1\/personas\/([\w-]+)\/inbound\/attach$/, changeOwner('attach', persona)],
  ['POST', /^\/v1\/personas\/([\w-]+)\/inbound\/detach$/, changeOwner('detach', persona)],
  ['GET', /^\/v2\/agents$/, () => ok(agentIds.map((id) => ({ id, name: id })))],
  ['GET', /^\/v2\/agents\/([\w-]+)\/inbound$/, (moment, _request, _origin, [id = '']) => ok(binding(moment, id))],
  ['POST', /^\/v2\/agents\/([\w-]+)\/inbound\/attach$/, changeOwner('attach', attached)],
  [
    'POST',
    /^\/v2\/agents\/([\w-]+)\/inbound\/detach$/,
    changeOwner('detach', (_moment, agent) => ({ agent_id: agent, detached_count: 1 })),
  ],
];
