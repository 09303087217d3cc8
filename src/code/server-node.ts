import * as vscode from 'vscode';
import { NotFoundError } from '../api/errors.ts';
import type { Call } from '../editor/call.ts';
import { inform } from '../editor/notices.ts';
import { waitInUi } from '../editor/progress.ts';
import { forDisplay } from '../editor/privacy.ts';
import { notFound } from '../editor/errors/document-errors.ts';
import type { Services } from '../editor/services.ts';
import { excerpt } from '../editor/words/format.ts';
import { type AgentText, agentText } from '../triage/code/agent-text.ts';
import { NodeNotFoundError } from '../triage/code/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { serverScheme } from './server-scheme.ts';
import type { CallAgent } from './wanted-node.ts';

export interface ServerNode {
  readonly connectionId: string;
  readonly agentId: string;
  /** `1.2.0`, or `latest`. */
  readonly version: string;
  readonly nodeId: string;
  readonly nodeName: string;
  /** IDs of the containers that it is in, where they are known. */
  readonly within?: readonly string[] | undefined;
}

/**
 * Shows a node of the version that took a call, as the service has it, and offers to compare it with the latest.
 *
 * @throws NodeNotFoundError when that version does not have it
 */
export async function showServerNode(
  session: Session,
  { agentId, semver }: CallAgent,
  { nodeId, nodeName }: { readonly nodeId: string; readonly nodeName: string | undefined },
  call: Call,
): Promise<void> {
  const { l10n } = vscode;
  const node = {
    connectionId: session.connection.id,
    agentId,
    version: semver ?? 'latest',
    nodeId,
    nodeName: nodeName ?? '',
  };
  const text = await waitInUi(call, l10n.t('Loading node'), readServerNode(session, node));
  if (text === undefined) throw new NodeNotFoundError(nodeName ?? nodeId, 0);
  const uri = uriOf(node);
  await vscode.window.showTextDocument(uri, { preview: true });
  const name = printable(text.name);
  if (semver === null) {
    void inform(
      l10n.t(
        '{0} is not in this workspace. Shown is the latest version at the service; the version of the call was not published.',
        name,
      ),
    );
    return;
  }
  const compare = l10n.t('Compare with Latest');
  const chosen = await inform(
    l10n.t('{0} is not in this workspace. Shown is version {1}, which took the call.', name, semver),
    compare,
  );
  if (chosen !== compare) return;
  const latest = uriOf({ ...node, version: 'latest' });
  await vscode.commands.executeCommand(
    'vscode.diff',
    uri,
    latest,
    l10n.t('{0}: {1} ↔ Latest', excerpt(name, 40), semver),
  );
}

/** Undefined for a version that does not have the node. */
export async function readServerNode(
  session: Session,
  { agentId, version, nodeId, nodeName, within }: ServerNode,
): Promise<AgentText | undefined> {
  const { agentVersions } = session.api;
  try {
    const found =
      version === 'latest' ? await agentVersions.latest(agentId) : await agentVersions.published(agentId, version);
    return agentText(found.snapshot?.behavior?.nodes ?? [], nodeId, nodeName, within);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function uriOf(node: ServerNode): vscode.Uri {
  const { connectionId, agentId, version, nodeId, nodeName } = node;
  return nodeUri(node, { connectionId, agentId, version, nodeId, nodeName });
}

/** The address of a document about a node. */
export function nodeUri(
  { nodeName, nodeId, version }: Pick<ServerNode, 'nodeName' | 'nodeId' | 'version'>,
  query: Readonly<Record<string, string>>,
): vscode.Uri {
  const name = `${nodeName || nodeId} ${version}`.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').slice(0, 80);
  // `.txt`: in other languages, a part of the text could become a link.
  return vscode.Uri.from({ scheme: serverScheme, path: `/${name}.txt`, query: new URLSearchParams(query).toString() });
}

/** Returns the text of a node's document. @throws FileNotFound for another address */
export async function serverNodeText(services: Services, uri: vscode.Uri): Promise<string> {
  const node = serverNodeAt(uri);
  const text = await readServerNode(services.session(node.connectionId), node);
  if (text === undefined) return vscode.l10n.t('This version does not have the node.');
  return forDisplay(printable(`${text.name}\n${text.id}\n\n${text.words}\n`));
}

/** Reads the address of a node's document. @throws FileNotFound for another address */
export function serverNodeAt(uri: vscode.Uri): ServerNode {
  const query = new URLSearchParams(uri.query);
  const [connectionId, agentId, version, nodeId] = ['connectionId', 'agentId', 'version', 'nodeId'].map((key) =>
    query.get(key),
  );
  if (!connectionId || !agentId || !version || !nodeId) throw notFound(uri);
  return { connectionId, agentId, version, nodeId, nodeName: query.get('nodeName') ?? '' };
}
