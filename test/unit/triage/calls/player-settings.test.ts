import { expect, it } from 'vitest';
import { type PlayerSettings, defaultPlayerSettings } from '../../../../src/shared/audio.ts';
import { StorageError } from '../../../../src/storage/errors.ts';
import { PlayerPreference } from '../../../../src/triage/calls/player-settings.ts';
import { openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

it('is what was changed last, in any window', async () => {
  const { folder } = await storageFolder();
  const one = new PlayerPreference(await openWindowOn(folder));
  const two = new PlayerPreference(await openWindowOn(folder));
  expect(await one.load()).toEqual(defaultPlayerSettings);
  const changed = await one.change({ speed: 2 });
  expect(changed).toEqual({ ...defaultPlayerSettings, speed: 2 });
  expect(two.current).toEqual(defaultPlayerSettings);
  expect(await two.load()).toEqual(changed);
  await two.change({ skipSilence: true });
  expect(await one.load()).toEqual({ speed: 2, skipSilence: true });
});

it('is not put back by what is read while it is stored', async () => {
  const player = new PlayerPreference(await openWindowOn((await storageFolder()).folder));
  const before = player.load();
  const stored = player.change({ speed: 2 });
  await Promise.all([before, player.load(), stored]);
  expect(player.current.speed).toBe(2);
});

it('holds in this window when it cannot be stored', async () => {
  const database = await openWindowOn((await storageFolder()).folder);
  const player = new PlayerPreference(database);
  const told: PlayerSettings[] = [];
  player.onDidChange((settings) => told.push(settings));
  await database.close();
  await expect(player.change({ skipSilence: true })).rejects.toBeInstanceOf(StorageError);
  expect(told).toEqual([{ ...defaultPlayerSettings, skipSilence: true }]);
  expect(await player.load()).toEqual(told[0]);
});
