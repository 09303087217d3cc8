// What the editor's MCP server is started with.
import { beforeEach, expect, it } from 'vitest';
import { resolveServer } from '../../../src/assistant/resolve-server.ts';
import type { Services } from '../../../src/editor/services.ts';
import { NoKeyError } from '../../../src/triage/sessions/errors.ts';
import { readOptions } from '../../../src/mcp/options.ts';
import { editor, mask } from '../../support/vscode.ts';

const key = 'sk-canary-4f1d2c9b';
let problem: Error | undefined;
beforeEach(() => {
  problem = undefined;
  editor.isMasking = false;
  editor.settings.clear();
  editor.settings.set('callTriage.assistant', 'read');
  editor.settings.set('callTriage.assistantServer', true);
});

const resolve = (kind: 'bland' | 'sandbox' = 'bland') => {
  const services = {
    context: { globalStorageUri: { fsPath: '/storage of the editor' } },
    log: { warn: () => undefined },
    connections: {
      active: { id: 'acme', kind, label: 'Acme', baseUrl: 'https://api.example.com', implicit: false },
      endpoint: async () => {
        if (problem !== undefined) throw problem;
        return { baseUrl: new URL('https://api.example.com'), key };
      },
      account: async () => 'account-1',
    },
  } as unknown as Services;
  const server = { label: 'Call Triage', command: 'node', args: ['/dist/mcp.js'], env: {} };
  return resolveServer(services, server);
};

it('has the key in its environment, and what it needs to share the outbox, as the server reads it', async () => {
  const server = await resolve();
  const env = server?.env as Record<string, string>;
  expect(JSON.stringify(server?.args)).not.toContain(key);
  expect(readOptions(server?.args.slice(1) ?? [], env)).toMatchObject({
    key,
    baseUrl: new URL('https://api.example.com'),
    storage: '/storage of the editor',
    mayWrite: false,
    isMasked: false,
    connection: { id: 'acme', isSandbox: false },
    account: 'account-1',
  });
});

it('may write only with readWrite, masks where that is on, and knows a sandbox', async () => {
  editor.settings.set('callTriage.assistant', 'readWrite');
  await mask();
  const server = await resolve('sandbox');
  const options = readOptions(server?.args.slice(1) ?? [], server?.env as Record<string, string>);
  expect(options).toMatchObject({ mayWrite: true, isMasked: true, connection: { isSandbox: true } });
});

it('does not start while the tools are off, offered by the editor, or without a key', async () => {
  editor.settings.set('callTriage.assistant', 'off');
  expect(await resolve()).toBeUndefined();
  editor.settings.set('callTriage.assistant', 'read');
  editor.settings.set('callTriage.assistantServer', false);
  expect(await resolve()).toBeUndefined();
  editor.settings.set('callTriage.assistantServer', true);
  problem = new NoKeyError('acme', null);
  expect(await resolve()).toBeUndefined();
});
