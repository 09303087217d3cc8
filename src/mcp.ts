// The MCP server: the tools over stdio, for agents outside the window. Output belongs to the protocol; what is said to people
// goes to the error stream, and never holds a key.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { readOptions, type ServerOptions, UsageError, usage, variables } from './mcp/options.ts';
import { createToolServer } from './mcp/server.ts';
import { openToolSession } from './mcp/tool-session.ts';
import { loggedAs } from './shared/logged-as.ts';

const say = (line: string): boolean => process.stderr.write(`${line}\n`);
const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The version of the package that this is a part of. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(beside('../package.json'), 'utf8'));
  return String(Reflect.get(Object(manifest), 'version'));
}

async function serve(options: ServerOptions): Promise<void> {
  const session = openToolSession(options, process.env, beside('storage/worker.cjs'));
  const { mayWrite } = options;
  if (mayWrite && session.deliver === undefined) say('Nothing can be written without --storage.');
  const { server, idle } = createToolServer({ session, version: version(), mayWrite, log: say });
  // The SDK's transport does not look for the end of its input. What was asked before it is answered.
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', () => void idle().then(resolve)).once('close', () => void idle().then(resolve));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
  await session.close();
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  // Neither threads nor anything that is started from here has a use for it.
  delete process.env[variables.key];
  delete process.env[variables.network];
  await serve(options);
} catch (error) {
  if (error instanceof UsageError) say(`${error.message}\n\n${usage}`);
  else say(`The server has failed: ${loggedAs(error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
