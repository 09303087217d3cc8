import * as z from 'zod/mini';
import { phoneNumber } from '../../../api/bland/personas.ts';
import { readAgentNumbers } from '../../agents/agent-numbers.ts';
import type { WriteKind } from '../kind.ts';
import { detachStep } from './detach-step.ts';
import { type AgentResult, agentWrite, readAgentBackStep } from './numbers-result.ts';

const schema = z.object({
  agentId: z.string().check(z.minLength(1)),
  numbers: z.array(phoneNumber).check(z.minLength(1)),
  /** They are detached: the step that is left reads the agent's numbers back. */
  done: z.optional(z.boolean()),
});

export type DetachAgentNumbersPayload = Readonly<z.output<typeof schema>>;

/** Detach Agent Numbers. How many it says were detached proves nothing: the binding is read back. */
export const detachAgentNumbers: WriteKind<DetachAgentNumbersPayload, AgentResult> = {
  ...agentWrite,
  name: 'agent.numbers.detach',
  schema,
  nextStep(payload) {
    const { agentId, numbers, done } = payload;
    if (done === true) return readAgentBackStep(agentId);
    return detachStep({
      numbers,
      read: async (api, signal) =>
        (await readAgentNumbers(api, agentId, signal)).numbers?.map((one) => one.number) ?? null,
      send: (api, signal) => api.agents.detach(agentId, numbers, { signal }),
      outcome: { made: null, payload: { ...payload, done: true } },
    });
  },
};
