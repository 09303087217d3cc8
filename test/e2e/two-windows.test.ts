// Two people at their own editors, with keys of their own for one account: what one does is unread to the other, and never to oneself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedPeople } from '../../src/sandbox/seed/people.ts';
import { removeFolder, temporaryFolder } from '../support/paths.mjs';
import { type Service, startService, type Stored } from './service.ts';
import { tidyUp } from './tidy-up.ts';
import { TranscriptPage } from './transcript-page.ts';
import { Workbench } from './workbench.ts';

interface Person {
  readonly service: Service;
  readonly workbench: Workbench;
}

const people: Person[] = [];
let directory: string;
let robin: Person;
let noor: Person;
let issue: Stored;

async function arrive(user: string): Promise<Person> {
  const service = await startService({ directory, user });
  const workbench = await Workbench.open({ env: service.env, settings: { 'callTriage.refreshInterval': 10 } });
  const person = { service, workbench };
  people.push(person);
  await workbench.openContainer('Call Triage');
  await workbench.tree('Issues').row('T-1008').waitFor();
  return person;
}

beforeAll(async () => {
  directory = await temporaryFolder('ct-two-');
  robin = await arrive(seedPeople[0].id);
  noor = await arrive(seedPeople[1].id);
  issue = await robin.service.issue('T-1008');
});
tidyUp(() => ({ workbench: robin.workbench, service: robin.service }));
afterAll(async () => {
  await noor.workbench.close();
  await noor.service.close();
  await removeFolder(directory);
});

const tree = ({ workbench }: Person) => workbench.tree('Issues');
const isUnread = async ({ service }: Person): Promise<unknown> =>
  (await service.issue('T-1008'))['has_unread_activity'];
const choose = async (person: Person, entry: string): Promise<void> => {
  await tree(person).openMenu('T-1008');
  await person.workbench.contextMenu.choose(entry);
};
const comment = async (person: Person, words: string): Promise<void> => {
  await choose(person, 'Add Comment…');
  const { quickInput, page } = person.workbench;
  await quickInput.type(words);
  await page.keyboard.press('Enter');
  // Which evidence it is about is asked next; none is an answer.
  await quickInput.widget.getByText('Caller disputed a doubled payment').first().waitFor();
  await page.keyboard.press('Enter');
  await quickInput.widget.waitFor({ state: 'hidden' });
};
const markAllRead = async ({ workbench }: Person): Promise<void> => {
  await workbench.palette.run('Call Triage: Mark All as Read');
  await expect.poll(() => workbench.tree('Issues').text(), { timeout: 10_000 }).not.toContain('●');
};

test('both begin with nothing unread', async () => {
  await markAllRead(robin);
  await markAllRead(noor);
  expect([await isUnread(robin), await isUnread(noor)]).toEqual([false, false]);
});

test('one flags and comments; it is read to them and unread to the other', async () => {
  const call = await robin.service.callOf(issue.id);
  await tree(robin).expand('T-1008');
  await tree(robin).click(call.title);
  const page = new TranscriptPage(robin.workbench);
  await page.flagByMenu(5);
  await page.chooseType('dead_air');
  await page.note.fill('Seen by both.');
  await page.save();
  await comment(robin, 'For Noor to see.');
  const comments = async () => JSON.stringify(await noor.service.list(`/v1/triage/issues/${issue.id}/activity`));
  await expect.poll(comments).toContain('For Noor to see.');
  await expect.poll(() => isUnread(robin)).toBe(false);
  expect(await isUnread(noor)).toBe(true);
  await tree(noor).unread('T-1008').waitFor({ timeout: 40_000 });
  // As long as it took the other window to see it, this one has looked again too.
  await robin.workbench.palette.run('Call Triage: Refresh');
  await expect.poll(() => tree(robin).text()).toContain('4⚑');
  expect(await tree(robin).text()).not.toContain('●');
});

test('the other marks it as read, and answers: now it is unread to the first', async () => {
  // What is read is what her list has: the comment may have come after the flag that made the issue unread to her.
  const lists = async (): Promise<number> => {
    const { requests } = await noor.service.ask<{ requests: { path: string; open: boolean }[] }>(
      'GET',
      '/sandbox/requests',
    );
    return requests.filter(({ path, open }) => /^\/v1\/triage\/issues(\?|$)/.test(path) && !open).length;
  };
  const before = await lists();
  await noor.workbench.palette.run('Call Triage: Refresh');
  await expect.poll(lists).toBeGreaterThan(before);
  await choose(noor, 'Mark as Read');
  await expect.poll(() => isUnread(noor)).toBe(false);
  await expect.poll(() => tree(noor).text()).not.toContain('●');
  await comment(noor, 'Seen.');
  await expect.poll(() => isUnread(robin)).toBe(true);
  await expect.poll(() => isUnread(noor)).toBe(false);
  await tree(robin).unread('T-1008').waitFor({ timeout: 40_000 });
});
