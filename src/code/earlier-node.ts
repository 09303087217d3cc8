import type * as vscode from 'vscode';
import { notFound } from '../editor/errors/document-errors.ts';
import type { Services } from '../editor/services.ts';
import { codeLimits } from '../triage/code/code-files.ts';
import { NoEarlierTextError } from '../triage/code/errors.ts';
import type { FoundNode } from '../triage/code/node-index.ts';
import { replaceWords } from '../triage/code/replace-words.ts';
import { nodeUri, readServerNode, type ServerNode, serverNodeAt } from './server-node.ts';
import { workspaceFiles } from './workspace-files.ts';
import { WorkspaceIndex } from './workspace-index.ts';

/** A node that stands in a file, as an earlier version had it. */
interface EarlierNode extends ServerNode {
  readonly file: string;
  readonly pointer: string;
}

/**
 * Returns the address of a file as it would be with the words that a node had in an earlier version. All else in it is as it is
 * now, so that a comparison shows the node alone.
 *
 * @throws NoEarlierTextError when there are no such words
 */
export async function earlierUri(services: Services, found: FoundNode, node: ServerNode): Promise<vscode.Uri> {
  const { id, name, nameIsKey, pointer } = innermost(found);
  const { connectionId, agentId, version } = node;
  const nodeId = id ?? node.nodeId;
  const nodeName = name === null || nameIsKey ? node.nodeName : name;
  const earlier = { connectionId, agentId, version, nodeId, nodeName, file: found.file, pointer };
  if ((await earlierText(services, earlier)) === undefined)
    throw new NoEarlierTextError('no-words', nodeName || nodeId);
  return nodeUri(earlier, earlier);
}

/** Returns the text of such a document. @throws FileNotFound for another address, NoEarlierTextError */
export async function earlierNodeText(services: Services, uri: vscode.Uri): Promise<string> {
  const query = new URLSearchParams(uri.query);
  const text = await earlierText(services, {
    ...serverNodeAt(uri),
    file: query.get('file') ?? '',
    pointer: query.get('pointer') ?? '',
  });
  if (text === undefined) throw notFound(uri);
  return text;
}

/**
 * Undefined when the file has no words of the node. What it returns is the agent's own text, and masked no more than the file that
 * it is compared with: what is masked would show as a change.
 */
async function earlierText(services: Services, node: EarlierNode): Promise<string | undefined> {
  const { index } = services.once(WorkspaceIndex);
  await index.ready();
  await index.update([node.file]);
  const { nodes = [] } = index.nodesIn(node.file) ?? {};
  // Where the file has no IDs, the place tells.
  const own = nodes.filter(({ id, pointer }) => (id === null ? pointer === node.pointer : id === node.nodeId));
  const here = own.find(({ pointer }) => pointer === node.pointer) ?? own[0];
  if (here === undefined) return undefined;
  const { text } = await workspaceFiles.read(node.file, codeLimits.fileSize);
  if (text === undefined) return undefined;
  const within = here.within.map(({ id }) => id);
  const earlier = await readServerNode(services.session(node.connectionId), { ...node, within });
  if (earlier === undefined) throw new NoEarlierTextError('not-in-version', node.nodeName || node.nodeId);
  return replaceWords(node.file, text, here, earlier.words);
}

/** The step that a container begins with, whose place and words stand for it; another node itself. */
function innermost({ node, content }: FoundNode) {
  return content.nodes.filter(({ pointer }) => pointer === node.pointer).toSorted(byDepth)[0] ?? node;
}

const byDepth = (a: FoundNode['node'], b: FoundNode['node']): number => b.within.length - a.within.length;
