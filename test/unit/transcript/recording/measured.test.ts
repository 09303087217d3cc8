// What the page measures in a recording becomes suggestions, in words.
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { seedId } from '../../../../src/sandbox/seed/id.ts';
import type { PageMessage } from '../../../../src/shared/messages.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';
import { openPanel, Tab } from '../support/panel.ts';

let world: SandboxSession;
beforeEach(async () => {
  world = await startSandboxSession(systemClock);
  onTestFinished(() => world.close());
});

async function open(name: string): Promise<Tab> {
  const tab = new Tab();
  const target = { connectionId: world.session.connection.id, issueId: null, callId: seedId(`call ${name}`) };
  await openPanel(world.session, world.database, target, tab);
  tab.show();
  await expect.poll(() => tab.last('pathway')).toBeDefined();
  return tab;
}

const notes = (tab: Tab) =>
  tab.last('pathway')?.pathway.findings.map(({ index, flagType, note }) => [index, flagType, note]);

const measured: PageMessage = {
  type: 'audio',
  request: {
    kind: 'measured',
    seconds: 110,
    agent: [
      { from: 3.21, to: 10 },
      { from: 46.2, to: 48 },
      { from: 51, to: 60 },
    ],
    caller: [
      { from: 14.9, to: 47.6 },
      { from: 57.5, to: 70 },
    ],
  },
};

it('is said to be measured, on the message where it is heard, and follows the call to another panel', async () => {
  const tab = await open('castellan-hotel');
  expect(notes(tab)).toContainEqual([19, 'dead_air', 'About 16 s of silence before this message.']);
  tab.say({ type: 'audio', request: { kind: 'load' } });
  await expect.poll(() => tab.last('audio')?.audio.kind, { timeout: 10_000 }).toBe('end');
  tab.say(measured);
  const expected = [
    [0, 'dead_air', '3.2 s until the first word (measured).'],
    [3, 'dead_air', '4.9 s of silence before this message (measured).'],
    [9, 'talk_over', 'Agent talked over the caller for 1.4 s (measured).'],
    [11, 'talk_over', 'Agent kept talking for 2.5 s after the caller began (measured).'],
  ];
  await expect.poll(() => notes(tab)).toEqual(expected);
  expect(notes(await open('castellan-hotel'))).toEqual(expected);
});

it('is not taken from a page that has had no recording', async () => {
  const tab = await open('castellan-hotel');
  tab.say(measured);
  // Answered after it: by then it would have been kept.
  tab.say({ type: 'audio', request: { kind: 'unplayable' } });
  await expect.poll(() => tab.last('audio')?.audio.kind).toBe('failed');
  expect(world.session.speech.known(seedId('call castellan-hotel'))).toBeUndefined();
});

it('a gap that the settings of a node may explain is said so, and is not suggested as silence', async () => {
  const tab = await open('tidewater-outage');
  const missing = 'No messages for 28 s in node Wait for the modem. Its settings may turn off logging.';
  const { gaps = [] } = tab.last('pathway')?.pathway ?? {};
  expect(gaps.flatMap((gap) => (gap.missing === undefined ? [] : [[gap.after, gap.missing]]))).toEqual([[7, missing]]);
  expect(notes(tab)).toEqual([]);
});
