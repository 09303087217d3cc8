import * as vscode from 'vscode';
import type { Load } from '../editor/feature.ts';
import type * as Feature from './feature.ts';
import { assistantLevel, onDidChangeAssistant, usesServer } from './level.ts';

/** Registers the MCP server, which holds no key before the editor starts it. An older editor may know no such servers. */
export function registerServer(
  load: Load<typeof Feature>,
  { extensionUri, extension }: Pick<vscode.ExtensionContext, 'extensionUri' | 'extension'>,
): vscode.Disposable {
  const lm: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (lm?.registerMcpServerDefinitionProvider === undefined) return new vscode.Disposable(() => undefined);
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.McpServerDefinitionProvider<vscode.McpStdioServerDefinition> = {
    onDidChangeMcpServerDefinitions: changed.event,
    provideMcpServerDefinitions() {
      const level = assistantLevel();
      if (level === 'off' || !usesServer()) return [];
      const { version } = extension.packageJSON as { readonly version: string };
      const script = vscode.Uri.joinPath(extensionUri, 'dist', 'mcp.js').fsPath;
      // A server that is to do less is another one to the editor.
      const args = level === 'readWrite' ? [script, '--allow-writes'] : [script];
      return [new vscode.McpStdioServerDefinition('Call Triage', process.execPath, args, {}, `${version} ${level}`)];
    },
    async resolveMcpServerDefinition(server) {
      const { services, feature } = await load();
      return feature.resolveServer(services, server);
    },
  };
  return vscode.Disposable.from(
    changed,
    onDidChangeAssistant(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider('callTriage.mcp', provider),
  );
}
