import type { AttachEnvironment } from '../api/bland/agents.ts';
import type { NumberSettings } from '../api/bland/personas.ts';
import type { Persona } from '../api/bland/personas.ts';
import type { Call } from '../editor/call.ts';
import { isPending, makeWrite } from '../editor/make-write.ts';
import type { Services } from '../editor/services.ts';
import type { AgentNumber } from '../triage/agents/agent-numbers.ts';
import type { Owners } from '../triage/numbers/owner.ts';
import { attachAgentNumbers } from '../triage/outbox/kinds/attach-agent-numbers.ts';
import { attachNumbers } from '../triage/outbox/kinds/attach-numbers.ts';
import { detachAgentNumbers } from '../triage/outbox/kinds/detach-agent-numbers.ts';
import { detachNumbers } from '../triage/outbox/kinds/detach-numbers.ts';
import type { Pending } from '../triage/outbox/outbox.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { NumberTarget } from './number-target.ts';

/** What a script gets for a write on an agent's numbers. */
export interface NumbersOfAgent {
  readonly agentId: string;
  /** All of them afterwards, as they were read back; null where the service does not tell. */
  readonly numbers: readonly string[] | null;
  /** The service answers them somewhere else than was asked for, or does not tell where. */
  readonly environmentIgnored?: true;
}

export interface Written {
  readonly answer: Persona | NumbersOfAgent;
  /** The numbers of the target afterwards; null where the service does not tell. */
  readonly numbers: readonly AgentNumber[] | null;
}

interface Attachment {
  readonly numbers: readonly string[];
  readonly from: Owners;
  /** Of an agent. */
  readonly environment?: AttachEnvironment | undefined;
  /** Of a persona. */
  readonly settings?: Readonly<Record<string, NumberSettings>>;
}

/** Attaches numbers to an agent or a persona through the outbox. */
export async function attachTo(
  services: Services,
  session: Session,
  target: NumberTarget,
  { numbers: given, from, environment, settings }: Attachment,
  call: Call,
): Promise<Written | Pending> {
  const numbers = [...given];
  if ('agentId' in target) {
    const payload = { ...target, numbers, from, ...(environment === undefined ? {} : { environment }) };
    const result = await makeWrite(services, session, attachAgentNumbers, payload, call);
    return isPending(result) ? result : ofAgent(result.agent.agentId, result.agent.numbers);
  }
  const payload = { ...target, numbers, from, ...(settings === undefined ? {} : { settings }) };
  const result = await makeWrite(services, session, attachNumbers, payload, call);
  return isPending(result) ? result : ofPersona(result.persona);
}

/** Detaches numbers from an agent or a persona through the outbox. */
export async function detachFrom(
  services: Services,
  session: Session,
  target: NumberTarget,
  given: readonly string[],
  call: Call,
): Promise<Written | Pending> {
  const numbers = [...given];
  if ('agentId' in target) {
    const result = await makeWrite(services, session, detachAgentNumbers, { ...target, numbers }, call);
    return isPending(result) ? result : ofAgent(result.agent.agentId, result.agent.numbers);
  }
  const result = await makeWrite(services, session, detachNumbers, { ...target, numbers }, call);
  return isPending(result) ? result : ofPersona(result.persona);
}

function ofAgent(agentId: string, numbers: readonly AgentNumber[] | null): Written {
  return { answer: { agentId, numbers: numbers?.map(({ number }) => number) ?? null }, numbers };
}

function ofPersona(persona: Persona): Written {
  const numbers = persona.inbound_numbers.map((one) => ({ number: one.phone_number, environment: null }));
  return { answer: persona, numbers };
}
