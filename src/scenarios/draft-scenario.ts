import * as vscode from 'vscode';
import type { Flag } from '../api/bland/flags.ts';
import type { Issue } from '../api/bland/issues.ts';
import type { TargetOf } from '../api/bland/scenarios.ts';
import { BadRequestError, isAbort, NotFoundError, ServiceError, UnauthorizedError } from '../api/errors.ts';
import { explain } from '../editor/errors/explain.ts';
import { isMasked } from '../editor/masking.ts';
import { messageName } from '../editor/words/messages.ts';
import { agentFacts } from '../triage/agents/agent-facts.ts';
import { agentText } from '../triage/code/agent-text.ts';
import { NotSupportedError } from '../triage/sessions/errors.ts';
import { CallNotEndedError } from '../triage/scenarios/errors.ts';
import { draftTargets, makeScenario, scenarioTarget, type ScenarioSource } from '../triage/scenarios/make-scenario.ts';
import { writeScenarioText } from '../triage/scenarios/scenario-text.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable, type Transcript } from '../triage/transcript/transcript.ts';

interface Node {
  readonly id: string;
  readonly name: string | null;
}

/**
 * Writes the document of a scenario for a flag: the service's draft of the call, completed by what the flag says. Its text is what
 * will be sent, so it is never masked.
 *
 * @throws CallNotEndedError, ServiceError
 */
export async function draftScenario(session: Session, issue: Issue, flag: Flag, signal: AbortSignal): Promise<string> {
  const { l10n } = vscode;
  const transcript = await session.transcripts.get(flag.call_id);
  if (transcript.running) throw new CallNotEndedError();
  const agentId = await agentOf(session, issue, transcript, signal);
  const { persona_id: personaId, pathway_id: pathwayId } = transcript.details;
  const targets = { agentId, personaId, pathwayId };
  const target = scenarioTarget(targets);
  const { draft, reason } = await draftOf(session, flag.call_id, draftTargets(targets), signal);
  const said = await nodeOf(session, flag, transcript);
  const node = said === undefined ? undefined : await inAgent(session, agentId, said, signal);
  const fields = makeScenario({ issue, flag, target, draft, node, taken: session.scenarios.names });
  const index = flag.message_index;
  const place = index === null ? '' : messageName(index, session.transcripts.secondsOf(flag.call_id, index));
  const of = [issue.triage_id, flag.type, place].filter((part) => part !== '').map(printable);
  const comments = [
    l10n.t('{0}. Save to create this scenario; creating it runs nothing.', of.join(' · ')),
    isMasked()
      ? l10n.t('Personal data is not masked here: the text is sent as it is written.')
      : l10n.t('The text may contain personal data of the call. It is sent as it is written.'),
    draft === undefined
      ? l10n.t('No draft of the call: {0} Describe the caller in tester_persona_prompt.', reason)
      : '',
    flag.note.trim() === '' ? l10n.t('The flag has no note: write what the judge has to ask.') : '',
    said !== undefined && node === undefined
      ? l10n.t(
          '{0} is not in the agent’s latest version, so reaching it is not checked.',
          printable(said.name ?? said.id),
        )
      : '',
    Object.keys(target).length === 0
      ? l10n.t('The service does not say who took the call: add agent_id, persona_id or pathway_id.')
      : '',
  ];
  return writeScenarioText(
    fields,
    comments.filter((comment) => comment !== ''),
  );
}

/** The agent that took the call, or that the issue is about; null where there is none. */
async function agentOf(session: Session, issue: Issue, { details }: Transcript, signal: AbortSignal) {
  try {
    const found = await session.agentDirectory.find(agentFacts(details, session.issues), signal);
    return found?.agentId ?? issue.agent_id;
  } catch (error) {
    if (isAbort(error) || !(error instanceof ServiceError)) throw error;
    return issue.agent_id;
  }
}

/** Asks the service for its draft, for one target after the other: it may not know them all. */
async function draftOf(
  session: Session,
  callId: string,
  targets: readonly TargetOf[],
  signal: AbortSignal,
): Promise<{ readonly draft: ScenarioSource['draft']; readonly reason: string }> {
  let reason = '';
  for (const of of targets) {
    try {
      return { draft: { fields: await session.api.scenarios.draft(callId, of, { signal }), of }, reason };
    } catch (error) {
      if (isAbort(error) || error instanceof UnauthorizedError) throw error;
      if (!(error instanceof ServiceError) && !(error instanceof NotSupportedError)) throw error;
      reason = explain(error).sentence;
      if (!(error instanceof BadRequestError) && !(error instanceof NotFoundError)) break;
    }
  }
  return { draft: undefined, reason };
}

/** The node in which the flagged message was said. */
async function nodeOf(session: Session, flag: Flag, transcript: Transcript): Promise<Node | undefined> {
  if (flag.node_id !== null) return { id: flag.node_id, name: flag.node_name };
  if (flag.message_index === null) return undefined;
  // Without the events of the call, no node is known.
  const pathway = await session.pathways.get(transcript).catch(() => undefined);
  const node = pathway?.nodes.get(flag.message_index);
  return node === undefined ? undefined : { id: node.id, name: node.name ?? null };
}

/** The node as the agent's latest version has it; undefined when it has none. Where that cannot be read, the node as it is. */
async function inAgent(
  session: Session,
  agentId: string | null,
  node: Node,
  signal: AbortSignal,
): Promise<Node | undefined> {
  if (agentId === null) return node;
  try {
    const { snapshot } = await session.api.agentVersions.latest(agentId, { signal });
    if (snapshot?.behavior === undefined || snapshot.behavior === null) return node;
    const found = agentText(snapshot.behavior.nodes, node.id, node.name ?? '');
    return found === undefined ? undefined : { id: found.id, name: found.name };
  } catch (error) {
    if (isAbort(error) || !(error instanceof ServiceError)) throw error;
    return node;
  }
}
