// The reference pages are written from the manifest and the commands' schemas. `npm run docs` writes them, this compares them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { toJSONSchema } from 'zod';
import type { AnyCommand } from '../../../src/editor/command.ts';
import * as main from '../../../src/main.ts';
import { scenarioTargets } from '../../../src/api/bland/scenarios.ts';
import { scenarioTextSchema } from '../../../src/triage/scenarios/scenario-text.ts';

const { createServices: _createServices, runCommand: _runCommand, ...features } = main;
const root = path.resolve(import.meta.dirname, '../../..');

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly description?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Manifest;
const words = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const said = (key: string): string => words[key.replaceAll('%', '')] ?? key;

it('the page of settings says what the manifest says', async () => {
  const sections = Object.entries(manifest.contributes.configuration.properties).map(
    ([name, { scope = 'window', default: usual, ...about }]) => {
      const text = said(about.markdownDescription ?? about.description ?? '').replaceAll(/`#([\w.]+)#`/g, '`$1`');
      return `## \`${name}\`\n\n${text}\n\nDefault: \`${JSON.stringify(usual)}\`. Scope: ${scope}.\n`;
    },
  );
  const page = `# Settings\n\nWritten by \`npm run docs\` from \`package.json\`.\n\n${sections.join('\n')}`;
  await expect(page).toMatchFileSnapshot(path.join(root, 'docs/SETTINGS.md'));
});

it('the page of commands has each with its title and the argument object that its schema takes', async () => {
  const tables = await Promise.all(Object.values(features).map(async (load) => (await load()).commands));
  const commands = new Map(tables.flatMap((table) => Object.entries<AnyCommand>(table)));
  const titles = manifest.contributes.commands.map(
    ({ command, title }) => [command.replace('callTriage.', ''), title] as const,
  );
  const rows = titles
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, title]) => {
      const schema = toJSONSchema(commands.get(name)!.args as never, { unrepresentable: 'any', io: 'input' }) as Schema;
      return `| \`${name}\` | ${said(title)} | ${argumentsOf(schema)} |`;
    });
  const table = ['| command | title | argument object |', '| --- | --- | --- |', ...rows].join('\n');
  const file = path.join(root, 'docs/COMMANDS.md');
  const page = await readFile(file, 'utf8');
  const [start, end] = ['<!-- written by npm run docs -->\n\n', '\n\n<!-- end -->'];
  const [before = '', rest = ''] = page.split(start);
  await expect(`${before}${start}${table}${end}${rest.split(end)[1] ?? ''}`).toMatchFileSnapshot(file);
});

/** What the editor says of a field while a scenario is written. */
const scenarioWords: Readonly<Record<string, string>> = {
  agent_id: 'The agent that is tested. A scenario has exactly one of agent_id, persona_id and pathway_id.',
  persona_id: 'The persona that is tested.',
  pathway_id: 'The pathway that is tested.',
  name: 'Unique among the scenarios of the same agent, persona or pathway.',
  tester_persona_prompt: 'How the simulated caller behaves: what they want, what they know, how they answer.',
  tester_persona_name: 'Name of the simulated caller.',
  max_turns: 'Turns after which the simulated call ends.',
  request_data: 'Variables of the call.',
  start_node_id: 'The node of the pathway where the call starts. A run with an unknown node ends with an error.',
  bland_tone_enabled: 'Scores the tone as well.',
  advanced_instructions: 'Further instructions for the simulated caller.',
  assertions:
    'What a run is judged by: LLM_JUDGE asks a question about the conversation, NODE_REACHED checks whether a node was visited. A run passes when all required ones pass.',
};

it('the schema of scenario documents is the one by which they are read', async () => {
  const schema = toJSONSchema(scenarioTextSchema as never, { io: 'input', target: 'draft-7' }) as Schema;
  expect(Object.keys(scenarioWords).filter((name) => schema.properties?.[name] === undefined)).toEqual([]);
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => {
      const description = scenarioWords[name];
      return [name, description === undefined ? one : { description, ...one }];
    }),
  );
  const oneOf = scenarioTargets.map((name) => ({ required: [name] }));
  const written = { ...schema, properties, oneOf, allowTrailingCommas: true };
  const file = path.join(root, 'media/scenario.schema.json');
  await expect(`${JSON.stringify(written, undefined, 2)}\n`).toMatchFileSnapshot(file);
});

/** Every command takes a connection, which the page says once. */
function argumentsOf({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties)
    .filter(([name]) => name !== 'connectionId' || required.includes(name))
    .map(([name, schema]) => {
      const type = typeOf(schema);
      return `${name}${required.includes(name) ? '' : '?'}${type === 'string' || type === '' ? '' : `: ${type}`}`;
    });
  return fields.length === 0 ? '`{}`' : `\`{ ${fields.join(', ')} }\``;
}

function typeOf({ type, const: only, enum: values, anyOf, items }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(String.raw` \| `);
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(String.raw` \| `);
  if (type === 'array') return `${typeOf(items ?? {}) || 'object'}[]`;
  const kinds = typeof type === 'string' ? [type] : (type ?? ['Uri']);
  return kinds.map((kind) => (kind === 'integer' ? 'number' : kind)).join(String.raw` \| `);
}
