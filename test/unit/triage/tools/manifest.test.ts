// The manifest, the registration and the MCP server know the same tools, with the same arguments.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { registeredTools } from '../../../../src/assistant/index.ts';
import { allowedTools } from '../../../../src/triage/tools/index.ts';
import { inputSchema, toolDescriptions, toolNames } from '../../../../src/triage/tools/schemas.ts';

interface Manifest {
  readonly contributes: {
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly modelDescription: string;
      readonly when: string;
      readonly inputSchema: object;
    }[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
  };
}

const root = path.resolve(import.meta.dirname, '../../../..');
const { contributes } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Manifest;

it('has the tools that others rely on', () => {
  expect(toolNames).toEqual([
    'calltriage_search_issues',
    'calltriage_read_issue',
    'calltriage_read_transcript',
    'calltriage_list_flag_types',
    'calltriage_flag_message',
    'calltriage_add_comment',
  ]);
  expect(registeredTools).toEqual(toolNames);
  expect(allowedTools(false)).toEqual(toolNames.slice(0, 4));
  expect(contributes.mcpServerDefinitionProviders.map(({ id }) => id)).toEqual(['callTriage.mcp']);
});

it('says in the manifest what the schemas say', () => {
  const said = contributes.languageModelTools.map((tool) => [tool.name, tool.modelDescription, tool.inputSchema]);
  expect(said).toEqual(toolNames.map((name) => [name, toolDescriptions[name].description, inputSchema(name)]));
});

it('shows a tool only where the settings allow it, and never beside the MCP server', () => {
  for (const { name, when } of contributes.languageModelTools) {
    const writes = allowedTools(false).every((other) => other !== name);
    expect(when).toBe(
      `config.callTriage.assistant ${writes ? "== 'readWrite'" : '=~ /^read(Write)?$/'} && !config.callTriage.assistantServer`,
    );
  }
});
