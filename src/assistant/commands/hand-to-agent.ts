import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { isMasked } from '../../editor/masking.ts';
import type { NamedNode } from '../../editor/named-node.ts';
import { inform } from '../../editor/notices.ts';
import { waitInUi } from '../../editor/progress.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import type { Flag } from '../../api/bland/flags.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { type HandOver, handOverPrompt, type NodeInCode } from '../../triage/tools/hand-over.ts';
import type { Pathway } from '../../triage/transcript/pathway.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import { assistantLevel } from '../level.ts';

const id = z.optional(z.string().check(z.minLength(1)));
const index = z.int().check(z.nonnegative());
const argsSchema = z.object({
  ...issueTarget,
  callId: id,
  messageIndex: z.optional(z.nullable(index)),
  messageIndexes: z.optional(z.array(index).check(z.maxLength(100))),
  flagId: id,
  target: z.optional(z.enum(['chat', 'clipboard'])),
});
type Args = z.infer<typeof argsSchema>;

/** Composes a prompt about a flag, messages, a call or an issue, and opens it unsent in the chat; copies it where there is none. */
export default defineCommand({
  args: argsSchema,
  async run(services, args, call) {
    const { session, subject } = await handOver(services, args, call);
    const hasTools = assistantLevel() !== 'off';
    const prompt = handOverPrompt({ ...subject, isMasked: isMasked(), hasTools });
    const target = args.target !== 'clipboard' && (await openInChat(prompt)) ? 'chat' : 'clipboard';
    if (target === 'clipboard') await vscode.env.clipboard.writeText(prompt);
    if (call.fromUi && target === 'clipboard') void inform(vscode.l10n.t('Prompt copied. Paste it into your agent.'));
    services.log.info(`Handed over from ${session.connection.id} by ${target}.`);
    return { target, prompt };
  },
});

/** Opens a prompt in the editor's chat. @returns false where there is no chat */
async function openInChat(query: string): Promise<boolean> {
  const command = 'workbench.action.chat.open';
  if (vscode.workspace.getConfiguration('chat').get('disableAIFeatures') === true) return false;
  if (!(await vscode.commands.getCommands(true)).includes(command)) return false;
  try {
    await vscode.commands.executeCommand(command, { query, isPartialQuery: true });
    return true;
  } catch {
    // A fork may know the command and not what it is given.
    return false;
  }
}

type Subject = Pick<HandOver, 'issue' | 'call'>;

/** Returns what is named, else what is selected in the active transcript, else an issue that the user picks. */
async function handOver(
  services: Services,
  args: Args,
  call: Call,
): Promise<{ readonly session: Session; readonly subject: Subject }> {
  const active = args.issueId === undefined || args.callId !== undefined ? services.activeTranscript.read() : undefined;
  const same = args.callId === undefined || args.callId === active?.callId ? active : undefined;
  const session = services.session(args.connectionId ?? same?.connectionId);
  const callId = args.callId ?? same?.callId ?? undefined;
  const named = args.issueId ?? same?.issueId ?? undefined;
  const issueId = named === undefined && callId !== undefined ? undefined : await askIssue(session, named, call);
  const reading = readSubject(services, args, { session, callId, issueId, selected: same?.selected ?? [] });
  return { session, subject: await waitInUi(call, vscode.l10n.t('Loading call'), reading) };
}

interface Chosen {
  readonly session: Session;
  readonly callId: string | undefined;
  readonly issueId: string | undefined;
  readonly selected: readonly number[];
}

async function readSubject(services: Services, args: Args, chosen: Chosen): Promise<Subject> {
  const { session, callId, issueId, selected } = chosen;
  const issue = issueId === undefined ? undefined : await session.issues.find(issueId);
  const flag = await flagOf(session, issueId, args.flagId);
  const about = flag?.call_id ?? callId;
  if (about === undefined) return { issue };
  const transcript = await session.transcripts.get(about);
  const pathway = await session.pathways.get(transcript).catch(() => undefined);
  const indexes = flag === undefined ? indexesOf(args, selected) : [flag.message_index ?? []].flat();
  const missing = indexes.find((one) => transcript.rows.every((row) => row.index !== one));
  if (missing !== undefined)
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Message #{0} not found in this call.', missing));
  const wanted = nodesOf(pathway, indexes, flag);
  const ofCall = { callId: about, issueId, session };
  const nodes = await Promise.all(wanted.map((node) => inCode(services, { ...node, ...ofCall })));
  return { issue, call: { transcript, pathway, indexes, flag, nodes } };
}

/** The most nodes that are looked for. */
const mostNodes = 5;

/** The nodes of a flag or of messages, each once. */
function nodesOf(pathway: Pathway | undefined, indexes: readonly number[], flag: Flag | undefined) {
  const { node_id: flagged = null, node_name: name } = flag ?? {};
  if (flagged !== null) return [{ nodeId: flagged, nodeName: name ?? undefined }];
  const nodes = indexes.flatMap((index) => pathway?.nodes.get(index) ?? []);
  const byId = new Map(nodes.map((node) => [node.id, { nodeId: node.id, nodeName: node.name ?? undefined }]));
  return [...byId.values()].slice(0, mostNodes);
}

/** Adds the places of a node. The prompt is worth having without them. */
async function inCode(services: Services, node: NamedNode): Promise<NodeInCode> {
  const { nodeId, nodeName } = node;
  try {
    return { nodeId, nodeName, places: await services.nodePlaces(node) };
  } catch (error) {
    services.log.warn(`A node could not be looked for: ${loggedAs(error)}`);
    return { nodeId, nodeName, places: [] };
  }
}

function indexesOf({ messageIndex, messageIndexes }: Args, selected: readonly number[]): readonly number[] {
  if (messageIndexes !== undefined) return messageIndexes;
  if (messageIndex === undefined || messageIndex === null) return selected;
  return selected.includes(messageIndex) ? selected : [messageIndex];
}

async function flagOf(
  session: Session,
  issueId: string | undefined,
  flagId: string | undefined,
): Promise<Flag | undefined> {
  if (issueId === undefined || flagId === undefined) return undefined;
  await session.issues.loadFlags(issueId);
  const { flags } = session.issues.contents(issueId);
  const flag = flags.items.find((one) => one.id === flagId);
  if (flag === undefined) throw new InvalidArgumentError('flagId', vscode.l10n.t('The flag is not on this issue.'));
  return flag;
}
