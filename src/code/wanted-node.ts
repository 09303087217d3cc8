import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../editor/call.ts';
import type { NamedNode } from '../editor/named-node.ts';
import { waitInUi } from '../editor/progress.ts';
import { askText, issueTarget } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { AgentFacts } from '../triage/agents/agent-directory.ts';
import { agentFacts } from '../triage/agents/agent-facts.ts';
import type { Owners } from '../triage/code/code-node.ts';
import { ownersOf } from '../triage/code/owners.ts';
import { resolveIssueId } from '../triage/issues/resolve-issue.ts';
import type { Session } from '../triage/sessions/session.ts';

const id = z.string().check(z.minLength(1));

/** A node by its ID, or the one of a flag or a message. */
export const nodeTarget = {
  ...issueTarget,
  nodeId: z.optional(id),
  nodeName: z.optional(z.string()),
  callId: z.optional(z.nullable(id)),
  flagId: z.optional(id),
  /** Menus give null for a flag without a message. */
  messageIndex: z.optional(z.nullable(z.int().check(z.nonnegative()))),
} as const;

const nodeTargetSchema = z.object(nodeTarget);
type NodeTarget = z.infer<typeof nodeTargetSchema>;

/** Returns the node that is named, or the one that the named flag or message has; without any, that of the selected message. */
export async function namedNode(services: Services, args: NodeTarget, call: Call): Promise<NamedNode> {
  const isNamed = [args.nodeId, args.flagId, args.callId, args.issueId, args.messageIndex].some(
    (one) => one !== undefined,
  );
  const active = call.fromUi && !isNamed ? services.activeTranscript.read() : undefined;
  const callId = args.callId ?? active?.callId ?? undefined;
  const issue = args.issueId ?? active?.issueId ?? undefined;
  const isOfConnection = callId !== undefined || issue !== undefined;
  const session = isOfConnection ? services.session(args.connectionId ?? active?.connectionId) : undefined;
  const index = args.messageIndex ?? active?.selected[0];
  const read = async () => {
    const issueId =
      session === undefined || issue === undefined
        ? undefined
        : await resolveIssueId(session.issues, session.api, issue);
    const rest = { callId, issueId, session };
    if (args.nodeId !== undefined) return { rest, node: { nodeId: args.nodeId, nodeName: args.nodeName } };
    const flagged = await nodeOfFlag(session, issueId, args.flagId);
    return { rest, node: flagged ?? (await nodeOfMessage(session, callId, index)) };
  };
  const { rest, node } = await waitInUi(call, vscode.l10n.t('Loading node'), read());
  if (node !== undefined) return { ...rest, ...node };
  if (args.flagId !== undefined || index !== undefined || args.messageIndex === null) {
    const sentence = vscode.l10n.t('The service recorded no node for this message.');
    throw new InvalidArgumentError('nodeId', sentence);
  }
  const prompt = { title: vscode.l10n.t('Open Node'), prompt: vscode.l10n.t('Node ID') };
  return { ...rest, nodeId: await askText(call, 'nodeId', prompt), nodeName: undefined };
}

async function nodeOfFlag(session: Session | undefined, issueId: string | undefined, flagId: string | undefined) {
  if (session === undefined || issueId === undefined || flagId === undefined) return undefined;
  const { flags } = session.issues.contents(issueId);
  if (!flags.items.some((flag) => flag.id === flagId)) await session.issues.loadFlags(issueId);
  const flag = flags.items.find((one) => one.id === flagId);
  if (flag === undefined) return undefined;
  const { node_id: nodeId, node_name: nodeName, call_id: callId } = flag;
  if (nodeId !== null) return { nodeId, nodeName: nodeName ?? undefined, callId };
  const said = await nodeOfMessage(session, callId, flag.message_index ?? undefined);
  return said === undefined ? undefined : { ...said, callId };
}

/** The node that the agent was in at a message. */
async function nodeOfMessage(session: Session | undefined, callId: string | undefined, index: number | undefined) {
  if (session === undefined || callId === undefined || index === undefined) return undefined;
  const pathway = await session.pathways.get(await session.transcripts.get(callId));
  const node = pathway.nodes.get(index);
  return node === undefined ? undefined : { nodeId: node.id, nodeName: node.name ?? undefined };
}

/** The agent that took a call. */
export interface CallAgent {
  readonly agentId: string;
  /** `1.3.0`; null when that version was never published, or nothing says which one it was. */
  readonly semver: string | null;
}

/**
 * Returns the pathway and the agent of a call: the agent that the call leads to, else that of the issue it is on. What cannot be
 * read only leaves it open.
 */
export async function ownersOfCall({
  session,
  callId,
  issueId,
}: NamedNode): Promise<Owners & { readonly agent: CallAgent | undefined }> {
  if (session === undefined) return { ...ownersOf(undefined, null), agent: undefined };
  const details = callId === undefined ? undefined : await session.transcripts.get(callId).catch(() => undefined);
  const [holder, ...others] = callId === undefined ? [] : session.issues.holding(callId);
  const issue = issueId === undefined ? (others.length === 0 ? holder : undefined) : await session.issues.find(issueId);
  const find = (facts: AgentFacts) => session.agentDirectory.find(facts).catch(() => null);
  const ofIssue = { agent_id: issue?.agent_id ?? null, agent_version_id: issue?.agent_version_id ?? null };
  const own = details === undefined ? null : await find(agentFacts(details.details, session.issues));
  const agentId = own?.agentId ?? ofIssue.agent_id;
  if (agentId === null) return { ...ownersOf(details?.details, null), agent: undefined };
  // A call may name no version where its issue does.
  const semver = own?.semver ?? (ofIssue.agent_id === agentId ? ((await find(ofIssue))?.semver ?? null) : null);
  return { ...ownersOf(details?.details, agentId), agent: { agentId, semver } };
}
