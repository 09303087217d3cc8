import type { NewScenario } from '../../../../../src/api/bland/scenarios.ts';
import { seedId } from '../../../../../src/sandbox/seed/id.ts';
import { scenarioMetadata } from '../../../../../src/triage/scenarios/metadata.ts';

/** A write of its own for a flag: each has another mark. */
export function writtenScenario(
  { issueId, callId }: { readonly issueId: string; readonly callId: string },
  name: string,
): { readonly issueId: string; readonly scenario: NewScenario } {
  return {
    issueId,
    scenario: {
      agent_id: seedId('agent larkspur'),
      name,
      tester_persona_prompt: name,
      scenario_type: 'AGENT',
      metadata: scenarioMetadata(issueId, { id: 'flag-1', call_id: callId }),
      assertions: [
        { type: 'LLM_JUDGE', config: { prompt: name, output_type: 'boolean', pass_on_true: true } },
        { type: 'NODE_REACHED', is_required: false, config: { node_id: 'n' } },
      ],
    },
  };
}
