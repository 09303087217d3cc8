import * as z from 'zod/mini';
import { agentEnvironmentSchema } from '../../../api/bland/agents.ts';
import { phoneNumber } from '../../../api/bland/personas.ts';
import { ownersSchema } from '../../numbers/owner.ts';
import type { WriteKind } from '../kind.ts';
import { moveStep } from './move-numbers.ts';
import { type AgentResult, agentWrite, readAgentBackStep } from './numbers-result.ts';

const schema = z.object({
  agentId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** Where it shall answer them; without it, a number that it has in staging stays there. */
  environment: z.optional(agentEnvironmentSchema),
  from: ownersSchema,
  /** The numbers are attached: the step that is left reads their owners back. */
  attached: z.optional(z.boolean()),
});

export type AttachAgentNumbersPayload = Readonly<z.output<typeof schema>>;

/** Attach Agent Numbers, which takes them from whoever has them, with their settings. */
export const attachAgentNumbers: WriteKind<AttachAgentNumbersPayload, AgentResult> = {
  ...agentWrite,
  name: 'agent.numbers.attach',
  schema,
  nextStep(payload) {
    const { agentId, numbers, environment, from } = payload;
    if (payload.attached === true) return readAgentBackStep(agentId, Object.values(from));
    return moveStep({
      to: { agentId },
      environment,
      numbers,
      from,
      send: (api, missing, signal) => api.agents.attach(agentId, missing, { environment, signal }),
      outcome: { made: null, payload: { ...payload, attached: true } },
    });
  },
};
