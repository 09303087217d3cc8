// `npm run soak [-- --minutes N]`: flags and refreshes against a service that fails a third of the time, for as
// long as is asked (default 10 minutes). Prints memory at the beginning and the end, and what is lost or doubled: nothing.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../src/sandbox/index.ts';
import { seedPeople } from '../../src/sandbox/seed/people.ts';
import { systemClock } from '../../src/triage/clock.ts';
import { prepareFlag } from '../../src/triage/flags/flagging.ts';
import { addFlag } from '../../src/triage/outbox/kinds/add-flag.ts';
import { scaledTiming } from '../../src/triage/outbox/timing.ts';
import type { Session } from '../../src/triage/sessions/session.ts';
import { openWindow } from '../support/outbox-window.ts';
import { databaseThread } from './database-thread.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const end = Date.now() + Number(values.minutes) * 60_000;
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function memory(): NodeJS.MemoryUsage {
  globalThis.gc?.();
  return process.memoryUsage();
}

/** The notes that the service has on an issue, each as often as it has it. */
async function storedNotes(session: Session, issueId: string): Promise<string[]> {
  const { flags } = session.issues.contents(issueId);
  await flags.load();
  while (flags.hasMore) await flags.more();
  return flags.items.map(({ note }) => note);
}

const directory = await mkdtemp(path.join(tmpdir(), 'call-triage-soak-'));
const sandbox = await startSandbox();
const tell = async (method: string, body?: object): Promise<void> => {
  await fetch(new URL('/sandbox/faults', sandbox.origin), {
    method,
    headers: { authorization: sandbox.key, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
};
const { origin, key } = sandbox;
// What a person would wait for takes a hundredth of the time.
const timing = scaledTiming(0.01);
const window = openWindow(
  { directory, worker: await databaseThread(), origin, key, me: seedPeople[0].id, timing },
  systemClock,
);
await window.ready();
const { session } = window;

await session.issues.list.load();
const issue = session.issues.list.items.find(({ triage_id: code }) => code === 'T-1008');
if (issue === undefined) throw new Error('the sample data has no T-1008');
const { resources } = await session.issues.loadContents(issue.id);
const callId = resources.items.find((link) => link.resource_type === 'call')?.resource_id ?? '';
const transcript = await session.transcripts.get(callId);

const faults = [
  { kind: 'reset' },
  { kind: 'reset_after' },
  { kind: 'truncate' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
];
const before = memory();
const written: string[] = [];
for (let round = 0; Date.now() < end; round += 1) {
  if (round % 3 === 0) {
    const fault = faults[(round / 3) % faults.length];
    await tell('POST', { match: { method: 'POST', path: '/v1/triage' }, times: 1, fault });
  }
  const note = `round ${round}`;
  written.push(note);
  const request = { issueId: issue.id, callId, messageIndex: round % 20, type: 'dead_air', note };
  const entry = session.outbox.add(addFlag, prepareFlag(request, transcript));
  await session.outbox.outcome(entry.id, 120_000);
  if (round % 50 === 0) await session.issues.refresh();
}
await tell('DELETE');
const stored = await storedNotes(session, issue.id);
const after = memory();
const lost = written.filter((note) => !stored.includes(note));
const doubled = written.filter((note) => stored.indexOf(note) !== stored.lastIndexOf(note));
console.log(`${written.length} flags written, ${lost.length} lost, ${doubled.length} doubled`);
console.log(`heap ${megabytes(before.heapUsed)} before, ${megabytes(after.heapUsed)} after`);
console.log(`resident ${megabytes(before.rss)} before, ${megabytes(after.rss)} after`);
await window.close();
await sandbox.close();
await rm(directory, { recursive: true, force: true });
process.exitCode = lost.length + doubled.length === 0 ? 0 : 1;
