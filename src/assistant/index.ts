import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { onDidChangeMasked } from '../editor/masking.ts';
import type { ToolName } from '../triage/tools/schemas.ts';
import type * as Feature from './feature.ts';
import { registerServer } from './server.ts';

/** Registers the tools for agents, the MCP server that offers the same, and what hands work to an agent. */
export function registerAssistant(
  load: Load<typeof Feature>,
  extension: Pick<vscode.ExtensionContext, 'extensionUri' | 'extension'>,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommands(load, ['handToAgent']),
    ...registerTools(load),
    registerServer(load, extension),
    // The services record it, so that agents outside the window mask as the editor does.
    onDidChangeMasked(() => void load()),
  );
}

/** The names stand here as well, since the schemas load with the first use. */
export const registeredTools: readonly ToolName[] = [
  'calltriage_search_issues',
  'calltriage_read_issue',
  'calltriage_read_transcript',
  'calltriage_list_flag_types',
  'calltriage_flag_message',
  'calltriage_add_comment',
];

/** An editor based on an older VS Code, or one without agents, may have no tools. */
function registerTools(load: Load<typeof Feature>): readonly vscode.Disposable[] {
  const lm: Partial<typeof vscode.lm> | undefined = vscode.lm;
  if (lm?.registerTool === undefined) return [];
  return registeredTools.map((name) =>
    vscode.lm.registerTool<object>(name, {
      async prepareInvocation({ input }, token) {
        const { services, feature } = await load();
        return feature.prepareTool(services, name, input, token);
      },
      async invoke({ input }, token) {
        const { services, feature } = await load();
        return feature.invokeTool(services, name, input, token);
      },
    }),
  );
}
