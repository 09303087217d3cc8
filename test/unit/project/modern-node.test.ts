import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const launcher = fileURLToPath(new URL('../../support/launch.mjs', import.meta.url));

/** Starts a program under a Node that lacks SQLite, as an old one does. */
async function startWithout(program: string, ...args: string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'ct modern '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'program.mjs');
  await writeFile(file, program);
  return spawn(process.execPath, ['--no-experimental-sqlite', launcher, file, ...args]);
}

// The first run on a machine may install a Node.
describe('a script under a Node without SQLite', { timeout: 180_000 }, () => {
  it('runs under one that has it, with its arguments, and ends as that ends', async () => {
    const program = `
      import { execFileSync } from 'node:child_process';
      import { DatabaseSync } from 'node:sqlite';
      new DatabaseSync(':memory:').close();
      const onPath = execFileSync('node', ['-p', 'process.execPath'], { encoding: 'utf8' }).trim();
      console.log(JSON.stringify({ args: process.argv.slice(2), same: onPath === process.execPath }));
      process.exitCode = 7;`;
    const child = await startWithout(program, 'two words', '--flag');
    const ended = once(child, 'exit');
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(JSON.parse(output)).toEqual({ args: ['two words', '--flag'], same: true });
    expect(errors).toContain('has no SQLite, so this runs under');
    expect(await ended).toEqual([7, null]);
  });

  it.skipIf(process.platform === 'win32')('hands signals on', async () => {
    const program = `
      process.on('SIGTERM', () => process.exit(9));
      setInterval(() => {}, 1000);
      console.log('ready');`;
    const child = await startWithout(program);
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toEqual([9, null]);
  });
});
