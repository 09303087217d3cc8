import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { OutboxProcess } from '../support/outbox-process.ts';
import { openWorld, type World } from '../unit/triage/outbox/faults/world.ts';
import { Intentions } from './support/intentions.ts';
import { drawnRandom } from './support/drawn-random.ts';
import type { Random } from '../support/random.ts';

let world: World;
let directory: string;
let random: Random;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  directory = await world.reset();
  random = drawnRandom();
});
afterAll(() => world.close());

/** Makes a write that cannot be stored now. */
async function refused(window: OutboxProcess, intentions: Intentions, fault: string) {
  const { id, words } = await intentions.make(window, random, 'flag');
  const seen = await window.sees((entry) => entry.id === id && entry.state === 'refused');
  expect(seen).toMatchObject({ error: 'StorageError', fault, payload: { flag: { note: words } } });
  return { id, words };
}

const delivered = (window: OutboxProcess, id: string) =>
  window.sees((entry) => entry.id === id && entry.state === 'delivered');

/** What is stored already is still shown, and nothing is sent of what is not stored. */
async function expectKept(window: OutboxProcess, stored: string, again: { id: string; words: string }): Promise<void> {
  expect((await window.entries()).map(({ id }) => id)).toEqual([stored, again.id]);
  expect(world.gate.written.filter((body) => body.includes(again.words))).toEqual([]);
}

/** Mounts a file system of 256 KB; false where this user may not. */
function mountSmall(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a write that cannot be stored is refused with its text, and sent once it can be', () => {
  it('on a full disk', async ({ skip }) => {
    const small = path.join(directory, 'small');
    await mkdir(small);
    if (!mountSmall(small)) skip('this user may not mount a small file system');
    onTestFinished(() => void execFileSync('umount', ['-l', small]));
    const intentions = await Intentions.on(world, small);
    const window = await world.process(small, { origin: 'http://127.0.0.1:9' });
    const { id: stored } = await intentions.make(window, random, 'comment');
    const filler = path.join(small, 'filler');
    execFileSync('sh', ['-c', `dd if=/dev/zero of="$0" bs=4k 2>/dev/null || true`, filler]);
    const again = await refused(window, intentions, 'full');
    await expectKept(window, stored, again);
    execFileSync('rm', [filler]);
    await window.moveTo(world.origin);
    await window.retry(again.id);
    await Promise.all([stored, again.id].map((id) => delivered(window, id)));
    await intentions.expectEachOnce([]);
  });

  it('where no file may grow', async () => {
    const intentions = await Intentions.on(world, directory);
    const window = await world.process(directory, { origin: 'http://127.0.0.1:9' });
    const { id: stored } = await intentions.make(window, random, 'comment');
    await window.fillDisk(0);
    // SQLite does not pass on which limit it was.
    const again = await refused(window, intentions, 'other');
    await expectKept(window, stored, again);
    await window.freeDisk();
    await window.moveTo(world.origin);
    await window.retry(again.id);
    await Promise.all([stored, again.id].map((id) => delivered(window, id)));
    await intentions.expectEachOnce([]);
  });

  it.each([
    { what: 'file', file: 0o400, folder: 0o700 },
    { what: 'folder', file: 0o600, folder: 0o500 },
  ])('in a $what that may only be read', async (modes) => {
    /** Root may write everywhere: as root, the window runs as nobody. */
    const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
    if (nobody !== undefined) await chown(directory, nobody, nobody);
    await chmod(path.dirname(directory), 0o755);
    const intentions = await Intentions.on(world, directory);
    const window = await world.process(directory, { origin: 'http://127.0.0.1:9' }, nobody);
    const { id: stored } = await intentions.make(window, random, 'comment');
    await window.close();
    await window.kill();
    const file = path.join(directory, 'call-triage.db');
    // With its journal there, SQLite can write to a file in a folder that may only be read.
    await rm(`${file}-journal`, { force: true });
    const setModes = async (one: { file: number; folder: number }): Promise<void> => {
      await chmod(directory, one.folder);
      await chmod(file, one.file);
    };
    await setModes(modes);
    onTestFinished(() => setModes({ file: 0o600, folder: 0o700 }));
    const reader = await world.process(directory, {}, nobody);
    const again = await refused(reader, intentions, 'denied');
    expect(await reader.all()).toEqual([stored]);
    expect(world.gate.written.filter((body) => body.includes(again.words))).toEqual([]);
    await setModes({ file: 0o600, folder: 0o700 });
    await reader.retry(again.id);
    await Promise.all([stored, again.id].map((id) => delivered(reader, id)));
    await intentions.expectEachOnce([]);
  });
});
