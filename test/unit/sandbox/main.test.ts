import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOf, folder } from './support.ts';

async function program(...options: string[]) {
  const outfile = path.join(await folder(), 'main.mjs');
  const entry = fileURLToPath(new URL('../../../src/sandbox/main.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm' });
  const child = spawn(process.execPath, [outfile, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended };
}

describe('npm run sandbox', { timeout: 60_000 }, () => {
  it('says where it runs, with which key, and stops when interrupted', async () => {
    const { child, ended } = await program('--key', 'my-own-key', '--port', '0', '--seed', 'personas');
    let said = '';
    child.stdout.setEncoding('utf8');
    while (!said.includes('Ctrl+C')) said += String((await once(child.stdout, 'data'))[0]);
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
    expect(said).toContain(`curl -H "authorization: my-own-key" ${origin}/v1/triage/issues`);
    const client = clientOf({ origin, key: 'my-own-key' });
    expect((await client.get('/sandbox/health')).body).toMatchObject({ sandbox: true });
    expect((await client.get('/v2/agents')).body).toEqual({ data: [], errors: null });
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    [['--port', 'many'], 'The port must be a number between 0 and 65535.'],
    [['--key', 'two words'], 'The key must have'],
    [['--seed', 'grass'], 'The seed must be one of both, agents, personas.'],
    [['--colour', 'red'], '--colour'],
  ])('does not start with %j', async (options, sentence) => {
    const { child, ended } = await program(...options);
    const said = text(child.stderr);
    expect((await ended)[0]).toBe(1);
    expect(await said).toContain(sentence);
    expect(await said).not.toContain('    at ');
  });
});
