import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../editor/call.ts';
import type { NamedNode } from '../editor/named-node.ts';
import { askText, issueTarget } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { Owners } from '../triage/code/code-node.ts';
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

/** Returns the node that is named, or the one that the named flag or message has. */
export async function namedNode(services: Services, args: NodeTarget, call: Call): Promise<NamedNode> {
  const active = call.fromUi ? services.activeTranscript.read() : undefined;
  const callId =
    args.callId ?? (args.nodeId === undefined && args.flagId === undefined ? active?.callId : undefined) ?? undefined;
  const isOfConnection = callId !== undefined || args.issueId !== undefined;
  const session = isOfConnection ? services.session(args.connectionId ?? active?.connectionId) : undefined;
  const issueId =
    session === undefined || args.issueId === undefined
      ? undefined
      : await resolveIssueId(session.issues, session.api, args.issueId);
  const rest = { callId, issueId, session };
  if (args.nodeId !== undefined) return { ...rest, nodeId: args.nodeId, nodeName: args.nodeName };
  const flagged = await nodeOfFlag(session, issueId, args.flagId);
  if (flagged !== undefined) return { ...rest, ...flagged };
  const said = await nodeOfMessage(session, callId, args.messageIndex ?? undefined);
  if (said !== undefined) return { ...rest, ...said };
  if (args.flagId !== undefined || args.messageIndex !== undefined) {
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

/** Version of an agent that took a call. */
export interface CallAgent {
  readonly agentId: string;
  /** Null when the service does not say. */
  readonly versionId: string | null;
}

/** Returns the pathway of a call, and the agent of the issue that the call is on. */
export async function ownersOfCall({
  session,
  callId,
  issueId,
}: NamedNode): Promise<Owners & { readonly agent: CallAgent | undefined }> {
  if (session === undefined) return { pathwayIds: [], agentIds: [], agent: undefined };
  // A call that cannot be read only leaves it open which pathway it ran.
  const details = callId === undefined ? undefined : await session.transcripts.get(callId).catch(() => undefined);
  const pathwayId = details?.details.pathway_id ?? null;
  const [holder, ...others] = callId === undefined ? [] : session.issues.holding(callId);
  const issue = issueId === undefined ? (others.length === 0 ? holder : undefined) : await session.issues.find(issueId);
  const agentId = issue?.agent_id ?? null;
  return {
    pathwayIds: pathwayId === null ? [] : [pathwayId],
    agentIds: agentId === null ? [] : [agentId],
    agent: agentId === null ? undefined : { agentId, versionId: issue?.agent_version_id ?? null },
  };
}
