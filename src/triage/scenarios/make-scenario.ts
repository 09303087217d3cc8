import type { Flag } from '../../api/bland/flags.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { type ScenarioDraft, scenarioCategories, type TargetOf } from '../../api/bland/scenarios.ts';
import type { ScenarioSketch } from './scenario-text.ts';

/** The longest name that is made; the service's limit is not documented. */
const maxName = 80;
/** Turns after which a simulated call ends. The service's default. */
const usualTurns = 20;

/** What is known of the agent that took a call. */
export interface CallTargets {
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly pathwayId: string | null;
}

/** What a draft can be asked for, in the order in which it is tried: the service may not know agents there. */
export function draftTargets({ agentId, personaId, pathwayId }: CallTargets): readonly TargetOf[] {
  return [
    ...(agentId === null ? [] : [{ agent_id: agentId }]),
    ...(pathwayId === null ? [] : [{ pathway_id: pathwayId }]),
    ...(personaId === null ? [] : [{ persona_id: personaId }]),
  ];
}

/** What a scenario tests: the agent, where it is known. A call's own pathway may be compiled for that call's numbers. */
export function scenarioTarget({ agentId, personaId, pathwayId }: CallTargets): TargetOf {
  if (agentId !== null) return { agent_id: agentId };
  if (personaId !== null) return { persona_id: personaId };
  return pathwayId === null ? {} : { pathway_id: pathwayId };
}

export interface ScenarioSource {
  readonly issue: Pick<Issue, 'triage_id'>;
  readonly flag: Pick<Flag, 'type' | 'note'>;
  readonly target: TargetOf;
  /** The service's own draft of the call, and what it was asked for. */
  readonly draft?: { readonly fields: ScenarioDraft; readonly of: TargetOf } | undefined;
  /** The node in which the flagged message was said, if the target has it. */
  readonly node?: { readonly id: string; readonly name: string | null } | undefined;
  /** Names that the target's scenarios have. */
  readonly taken: ReadonlySet<string>;
}

/** Makes a scenario of a flag, for a person to complete: what is not known is empty. */
export function makeScenario({ issue, flag, target, draft, node, taken }: ScenarioSource): ScenarioSketch {
  const { fields } = draft ?? {};
  // It names a node of the pathway that the draft was asked for, and of nothing else.
  const isSameTarget = target.pathway_id !== undefined && draft?.of.pathway_id === target.pathway_id;
  const startNode = isSameTarget ? (fields?.start_node_id ?? null) : null;
  const category = scenarioCategories.find((one) => one === fields?.category);
  return {
    ...target,
    name: uniqueName(`${issue.triage_id} ${flag.type}`, taken),
    ...(fields === undefined || fields.description === '' ? {} : { description: fields.description }),
    category: category ?? 'CUSTOM',
    ...(fields === undefined || fields.tester_persona_name === ''
      ? {}
      : { tester_persona_name: fields.tester_persona_name }),
    tester_persona_prompt: fields?.tester_persona_prompt ?? '',
    max_turns: usualTurns,
    ...(startNode === null ? {} : { start_node_id: startNode }),
    ...(fields?.request_data === null || fields === undefined ? {} : { request_data: fields.request_data }),
    assertions: [
      {
        type: 'LLM_JUDGE',
        name: `no ${flag.type.replaceAll('_', ' ')}`,
        is_required: true,
        config: { prompt: judgePrompt(flag), output_type: 'boolean', pass_on_true: true },
      },
      // It went wrong there: a test that never got there has tested nothing, and reaching it is no success.
      ...(node === undefined
        ? []
        : [
            {
              type: 'NODE_REACHED' as const,
              name: `reached ${node.name ?? node.id}`,
              is_required: false,
              config: { node_id: node.id },
            },
          ]),
    ],
  };
}

/** The question of the judge, whose answer *yes* is correct behaviour; empty without a note, which alone says what was wrong. */
function judgePrompt({ type, note }: Pick<Flag, 'type' | 'note'>): string {
  if (note.trim() === '') return '';
  return `Did the agent avoid this problem in the whole conversation? ${type.replaceAll('_', ' ')}: ${note.trim()}`;
}

/** Returns the name, cut and numbered where it is taken. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  const cut = (length: number): string => name.replaceAll(/\s+/g, ' ').trim().slice(0, length).trim();
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` (${number})`;
    const made = `${cut(maxName - end.length)}${end}`;
    if (!taken.has(made)) return made;
  }
}
