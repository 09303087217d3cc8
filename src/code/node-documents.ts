import type * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { earlierNodeText } from './earlier-node.ts';
import { serverNodeText } from './server-node.ts';

/** Returns the text of a document about a node: by itself, or within the file that it stands in. @throws FileNotFound */
export function nodeDocumentText(services: Services, uri: vscode.Uri): Promise<string> {
  return new URLSearchParams(uri.query).has('file') ? earlierNodeText(services, uri) : serverNodeText(services, uri);
}
