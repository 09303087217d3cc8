import * as vscode from 'vscode';

/** How far agents may go, from the strictest on. */
const levels = ['off', 'read', 'readWrite'] as const;
export type AssistantLevel = (typeof levels)[number];

const setting = 'callTriage.assistant';
const serverSetting = 'callTriage.assistantServer';

/**
 * Returns how far agents may go in this window: as far as the user has set, and no further than workspace and organization
 * allow. A workspace can only take away.
 */
export function assistantLevel(): AssistantLevel {
  const configuration = vscode.workspace.getConfiguration();
  const found = configuration.inspect<unknown>(setting);
  const own = found?.globalValue ?? found?.defaultValue ?? 'off';
  const limits = [found?.workspaceValue, found?.workspaceFolderValue, configuration.get<unknown>(setting)];
  const ranks = [own, ...limits.filter((limit) => limit !== undefined)].map((value) =>
    Math.max(
      0,
      levels.findIndex((level) => level === value),
    ),
  );
  return levels[Math.min(...ranks)] ?? 'off';
}

/** Tells whether the tools are offered by the MCP server, and not by the editor itself. */
export function usesServer(): boolean {
  return vscode.workspace.getConfiguration().inspect(serverSetting)?.globalValue === true;
}

export function onDidChangeAssistant(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(setting) || event.affectsConfiguration(serverSetting)) listener();
  });
}
