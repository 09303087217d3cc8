import { expect, it } from 'vitest';
import { dismissedFindings } from '../../../../src/triage/transcript/findings.ts';
import { openWindowOn } from '../../../support/database.ts';
import { storageFolder } from '../../../support/storage-process.ts';

it('two windows dismiss different findings of one call, and neither loses the other', async () => {
  const { folder } = await storageFolder();
  const open = async (callId = 'call') => dismissedFindings(await openWindowOn(folder), 'work', callId);
  const ids = async (callId?: string) => (await (await open(callId)).all()).map(([id]) => id);
  const [one, two] = [await open(), await open()];
  expect([await one.all(), await two.all()]).toEqual([[], []]);
  await one.set('loop:3', true);
  await two.set('silence:8', true);
  expect((await ids()).toSorted()).toEqual(['loop:3', 'silence:8']);
  expect(await ids('another')).toEqual([]);
  await one.delete('silence:8');
  expect(await ids()).toEqual(['loop:3']);
});
