import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/answers.ts';
import { hiddenPersona } from '../seed/agents.ts';
import { now } from '../time.ts';
import type { Agent, AgentVersion } from './agent-schema.ts';
import { withPhones } from './phones.ts';
import type { Phone, State } from './schema.ts';

export type Environment = 'production' | 'staging';

/** @throws Refusal 404 `NOT_FOUND` */
export function requireAgent({ agents }: State, id: string): Agent {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Refusal(404, 'NOT_FOUND', 'Agent not found');
  return agent;
}

/** The versions of an agent's dev timeline, or of a branch, newest first. */
export function timelineOf(state: State, agent: Agent, branch: string | null = null): readonly AgentVersion[] {
  return state.agent_versions
    .filter((one) => one.agent_id === agent.id && one.branch_id === branch)
    .toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
}

/** The numbers under an agent's persona, newest first. */
export function numbersOf({ phones }: State, agent: Agent): readonly Phone[] {
  const own = phones.filter((phone) => agent.persona_id !== null && phone.persona_id === agent.persona_id);
  return own.toSorted((a, b) => (a.updated_at < b.updated_at ? 1 : a.updated_at > b.updated_at ? -1 : b.id - a.id));
}

/**
 * Attaches numbers to an agent: all of them or, when anything is refused, none. Each leaves the agent or persona that had it.
 *
 * @param environment default: a number that the agent has in staging stays there, any other answers on production
 */
export function attachToAgent(before: State, id: string, wanted: readonly string[], environment?: Environment) {
  const agent = requireAgent(before, id);
  const [newest] = timelineOf(before, agent);
  if (newest === undefined) throw new Refusal(400, 'NO_VERSIONS', 'Agent has no saved versions');
  const phones = before.phones.filter((phone) => wanted.includes(phone.phone_number));
  if (wanted.some((number) => !phones.some((phone) => phone.phone_number === number))) {
    const message = 'Some phone numbers were not found or do not belong to you';
    throw new Refusal(400, 'INVALID_INBOUND_NUMBERS', message);
  }
  if (environment === 'staging') requireStaging(before, agent, phones);
  if (!compiles(newest)) throw new Refusal(422, 'COMPILE_FAILED', 'The newest version does not compile');
  const at = now();
  const persona = agent.persona_id ?? randomUUID();
  const made = agent.persona_id === null ? [hiddenPersona(persona, agent.id, at)] : [];
  const bound: State = {
    ...before,
    agents: before.agents.map((one) => (one === agent ? { ...agent, persona_id: persona } : one)),
    personas: [...before.personas, ...made],
  };
  const state = withPhones(bound, (phone) => {
    if (!wanted.includes(phone.phone_number)) return phone;
    const stays = environment === undefined && phone.persona_id === persona ? phone.agent_env_type : null;
    const agent_env_type = environment === 'staging' ? 'staging' : stays;
    return { ...phone, persona_id: persona, persona_settings: null, pathway_id: null, agent_env_type };
  });
  const result = {
    agent_id: agent.id,
    persona_id: persona,
    // Compiled for this binding: another one after every attach.
    pathway_id: randomUUID(),
    compiled_from_version: newest.id,
    attached: wanted,
  };
  return { state, result };
}

/** Detaches those of these numbers that the agent has. An agent that does not exist has none. */
export function detachFromAgent(before: State, agent_id: string, wanted: readonly string[]) {
  const agent = before.agents.find((one) => one.id === agent_id);
  const own = agent === undefined ? [] : numbersOf(before, agent);
  const detached = own.filter((phone) => wanted.includes(phone.phone_number));
  const state = withPhones(before, (phone) =>
    detached.includes(phone) ? { ...phone, persona_id: null, persona_settings: null, agent_env_type: null } : phone,
  );
  return { state, result: { agent_id, detached_count: detached.length } };
}

/** @throws Refusal with the first reason why these numbers cannot be answered by the staging version */
function requireStaging(state: State, agent: Agent, phones: readonly Phone[]): void {
  if (!state.enterprise) throw new Refusal(403, 'ENTERPRISE_REQUIRED', 'Staging numbers require an enterprise plan');
  if (phones.some(({ dedicated }) => dedicated)) {
    throw new Refusal(409, 'STAGING_NUMBER_UNSUPPORTED', 'A number is on dedicated infrastructure');
  }
  const version = state.agent_versions.find(({ id }) => id === agent.staging);
  if (version === undefined) throw new Refusal(409, 'AGENT_ENV_UNPINNED', 'Nothing is published to staging');
  if (JSON.stringify(version.snapshot).includes('{{env.')) {
    throw new Refusal(409, 'AGENT_VARIABLE_UNRESOLVED', 'A variable has no value in staging');
  }
  if (!compiles(version)) throw new Refusal(409, 'AGENT_SNAPSHOT_INVALID', 'The staging version cannot run');
}

/** A version compiles when calls have an entrance, and an agent behind it. */
const compiles = ({ snapshot }: AgentVersion): boolean =>
  ['inbound', 'agent'].every((type) => snapshot.behavior.nodes.some((node) => node.type === type));
