import type * as vscode from 'vscode';
import { isMasked } from '../editor/masking.ts';
import { reportError } from '../editor/notices.ts';
import type { Services } from '../editor/services.ts';
import { networkSettings } from '../editor/sessions/network-settings.ts';
import { NoConnectionError } from '../triage/sessions/errors.ts';
import { assistantLevel, usesServer } from './level.ts';

/**
 * Gives the MCP server what it needs to start: the key of the active connection in its environment, which nobody else's
 * process has, and the folder whose outbox it shares.
 *
 * @returns undefined when it must not start
 */
export async function resolveServer(
  services: Services,
  server: vscode.McpStdioServerDefinition,
): Promise<vscode.McpStdioServerDefinition | undefined> {
  const level = assistantLevel();
  if (level === 'off' || !usesServer()) return undefined;
  const { connections, context } = services;
  try {
    const { active } = connections;
    if (active === undefined) throw new NoConnectionError(null, connections.read().connections.length > 0);
    const [{ baseUrl, key }, account] = await Promise.all([
      connections.endpoint(active.id),
      connections.account(active.id),
    ]);
    server.args = [
      ...server.args.slice(0, 1),
      `--storage=${context.globalStorageUri.fsPath}`,
      `--connection=${active.id}`,
      ...(active.kind === 'sandbox' ? ['--sandbox'] : []),
      ...(isMasked() ? ['--mask'] : []),
      ...(level === 'readWrite' ? ['--allow-writes'] : []),
    ];
    server.env = {
      // The desktop's executable is Node only when it is told to be.
      ELECTRON_RUN_AS_NODE: '1',
      BLAND_API_KEY: key,
      BLAND_BASE_URL: baseUrl.href,
      CALL_TRIAGE_ACCOUNT: account,
      CALL_TRIAGE_NETWORK: JSON.stringify(networkSettings()),
    };
    return server;
  } catch (error) {
    void reportError(services, error);
    return undefined;
  }
}
