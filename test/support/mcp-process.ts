// The MCP server as it ships, in a process of its own, driven by the SDK's own client.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { build } from 'esbuild';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { host, storage } from '../../esbuild.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** Builds the server into a folder of its own. @returns the script, as in `dist/mcp.js` */
export async function buildMcpServer(): Promise<{ readonly directory: string; readonly script: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'call-triage-mcp-'));
  const dist = path.join(directory, 'dist');
  await build({ ...host, absWorkingDir: root, outdir: dist });
  await build({ ...storage, absWorkingDir: root, outdir: path.join(dist, 'storage') });
  await copyFile(path.join(root, 'package.json'), path.join(directory, 'package.json'));
  return { directory, script: path.join(dist, 'mcp.js') };
}

/** Answer of a tool. */
interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

export interface McpProcess {
  readonly client: Client;
  readonly pid: number;
  /** What was said on the error stream so far. */
  readonly said: string;
  call(name: string, args?: unknown, signal?: AbortSignal): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export interface McpOptions {
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts the server and connects to it. */
export async function startMcpServer(script: string, { args = [], env }: McpOptions): Promise<McpProcess> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', script, ...args],
    env: { ...env },
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? 0,
    get said() {
      return said;
    },
    async call(name, given = {}, signal) {
      const params = { name, arguments: given as Record<string, unknown> };
      const options = signal === undefined ? {} : { signal };
      const answer = CallToolResultSchema.parse(await client.callTool(params, undefined, options));
      const [content] = answer.content;
      return { text: content?.type === 'text' ? content.text : '', isError: answer.isError === true };
    },
    close: () => client.close(),
  };
}
