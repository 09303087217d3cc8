// What the published contract does not promise, on a service of each of its readings.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, BadRequestError, NotFoundError } from '../../../../src/api/errors.ts';
import { systemClock } from '../../../../src/triage/clock.ts';
import { NotSupportedError } from '../../../../src/triage/sessions/errors.ts';
import { boundAlerts, requireAlerts } from '../../../../src/triage/issues/alerts.ts';
import { everything, type IssueQuery } from '../../../../src/triage/issues/queries.ts';
import { bindAlert } from '../../../../src/triage/outbox/kinds/bind-alert.ts';
import { createIssue } from '../../../../src/triage/outbox/kinds/create-issue.ts';
import { unbindAlert } from '../../../../src/triage/outbox/kinds/unbind-alert.ts';
import type { Session } from '../../../../src/triage/sessions/session.ts';
import { databaseScript } from '../../../support/database.ts';
import { openWindow } from '../../../support/outbox-window.ts';
import { quickTiming } from '../../../support/quick-clock.ts';
import { known, type Reading, readings, type ReadingServer, startReading } from '../../../support/service-readings.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface World extends Pick<ReadingServer, 'asked' | 'server'> {
  readonly session: Session;
  /** What the service turned out not to know, in the order in which it was told. */
  readonly told: string[];
}

/** A session on a service of this reading. */
async function open(reading: Reading): Promise<World> {
  const { server, asked } = await startReading(reading);
  closers.push(() => server.close());
  const directory = await mkdtemp(path.join(tmpdir(), 'readings-'));
  closers.push(() => rm(directory, { recursive: true }));
  const options = {
    directory,
    worker: await databaseScript(),
    origin: server.origin,
    key: 'org_k',
    timing: quickTiming,
  };
  const window = openWindow({ ...options, me: 'user-1' }, systemClock);
  closers.push(() => window.close());
  await window.ready();
  const told: string[] = [];
  window.session.support.onDidRefuse((parts) => told.push(...parts));
  return { session: window.session, server, asked, told };
}

async function list({ session }: World, query: IssueQuery): Promise<readonly string[]> {
  session.issues.finding = { ...everything, query };
  await session.issues.list.load();
  if (session.issues.list.error !== undefined) throw session.issues.list.error;
  return session.issues.list.items.map(({ triage_id: code }) => code);
}

const issuesPath = '/v1/triage/issues';
const page = 'limit=50';
const all = ['T-1', 'T-2', 'T-3'];
const delivery = { budgetMs: 5000, keepRefused: false };

describe('filters', () => {
  it.each(['may', 'september'] as const)('are used where the service takes them: %s', async (reading) => {
    const world = await open(reading);
    expect(await list(world, { agentId: known.agent })).toEqual(['T-1']);
    expect(await list(world, { hasAlert: true })).toEqual(['T-2']);
    expect(world.asked()).toEqual([
      `GET ${issuesPath}?agent_id=${known.agent}&${page}`,
      `GET ${issuesPath}?has_alert=true&${page}`,
    ]);
    expect(world.told).toEqual([]);
  });

  it('published: the same is asked once without them, that is told once, and never asked again', async () => {
    const world = await open('published');
    expect(await list(world, { status: ['todo'], agentId: known.agent })).toEqual(all);
    expect(world.asked()).toEqual([
      `GET ${issuesPath}?status=todo&agent_id=${known.agent}&${page}`,
      `GET ${issuesPath}?status=todo&${page}`,
    ]);
    expect(world.told).toEqual(['filter.agent_id']);
    // What is shown does not claim to be filtered by it.
    expect(world.session.issues.finding.query).toEqual({ status: ['todo'] });
    expect(await list(world, { agentId: known.otherAgent })).toEqual(all);
    expect(world.session.issues.finding.query).toEqual({});
    await world.session.issues.ofQuery({ ...everything, query: { agentId: known.agent, category: ['Bug'] } }).load();
    expect(world.asked()).toEqual([`GET ${issuesPath}?${page}`, `GET ${issuesPath}?category=Bug&${page}`]);
    expect(world.told).toHaveLength(1);
  });

  it('published: of several, those that the refusal names one after the other go', async () => {
    const world = await open('published');
    expect(await list(world, { agentId: 'a', hasAlert: false, skillId: 's' })).toEqual(all);
    expect(world.told.toSorted()).toEqual(['filter.agent_id', 'filter.has_alert', 'filter.skill_id']);
    expect(world.asked()).toHaveLength(4);
  });

  it('a service that passes over them is known by issues that they rule out', async () => {
    const world = await open('published, lenient');
    expect(await list(world, { agentId: known.agent, severity: ['low'] })).toEqual(all);
    expect(world.told).toEqual(['filter.agent_id']);
    expect(world.session.issues.finding.query).toEqual({ severity: ['low'] });
    expect(world.asked()).toHaveLength(1);
  });

  it('a refusal for another reason is shown as it is, and nothing is given up', async () => {
    const world = await open('september');
    const { api, support } = world.session;
    // This reading refuses a status that it does not know, with the filter and without.
    await expect(api.issues.list({ agent_id: known.agent, status: ['unheard-of'] })).rejects.toThrow('unheard-of');
    expect(world.asked()).toHaveLength(2);
    expect([world.told, support.has('filter.agent_id')]).toEqual([[], true]);
  });
});

describe('fields of a new issue', () => {
  const issue = { title: 'New', severity: 'low', category: 'Bug', agent_id: known.agent } as const;

  it.each(readings)('%s: are sent, and it is made once', async (reading) => {
    const world = await open(reading);
    const made = await world.session.outbox.deliver(createIssue, { issue }, delivery);
    const isKnown = reading === 'may' || reading === 'september';
    expect(made).toMatchObject({ triage_id: 'T-4', agent_id: isKnown ? known.agent : null });
    expect(world.told).toEqual(isKnown ? [] : ['field.agent_id']);
    const posts = () => world.asked().filter((line) => line.startsWith('POST'));
    expect(posts()).toHaveLength(reading === 'published' ? 2 : 1);
    await world.session.outbox.deliver(createIssue, { issue: { ...issue, title: 'Another' } }, delivery);
    expect(posts()).toHaveLength(1);
    expect((await world.session.api.issues.list()).items).toHaveLength(5);
  });
});

describe('alerts', () => {
  it.each(['may', 'september'] as const)('%s: are bound, shown and taken off', async (reading) => {
    const world = await open(reading);
    const { api, issues, outbox } = world.session;
    await issues.list.load();
    await requireAlerts(world.session, 'issue-1');
    const wanted = { issueId: 'issue-1', activeAlertId: known.alert, alertConfigId: known.config };
    const made = await outbox.deliver(bindAlert, wanted, delivery);
    expect(made).toMatchObject({ existed: false, binding: { active_alert_id: known.alert } });
    await issues.loadContents('issue-2');
    expect(issues.contents('issue-2').alerts.items).toHaveLength(1);
    const [binding] = await boundAlerts(api, 'issue-1');
    await outbox.deliver(unbindAlert, { issueId: 'issue-1', bindingId: binding?.id ?? '' }, delivery);
    expect(await boundAlerts(api, 'issue-1')).toEqual([]);
    // May does not count them: what is not known is not none.
    expect(issues.get('issue-1')?.linked_alert_count).toBe(reading === 'may' ? null : 0);
    expect(world.told).toEqual([]);
  });

  it.each(['published', 'published, lenient'] as const)(
    '%s: are asked for once, and refused by name',
    async (reading) => {
      const world = await open(reading);
      const { api, issues, outbox } = world.session;
      await issues.list.load();
      world.asked();
      await issues.loadContents('issue-1');
      await issues.loadContents('issue-2');
      expect(world.asked().filter((line) => line.includes('alert'))).toEqual([
        `GET ${issuesPath}/issue-1/alert-bindings?limit=100`,
      ]);
      expect(world.told).toEqual(['alerts']);
      expect(issues.contents('issue-1').alerts.error).toBeUndefined();
      expect(await boundAlerts(api, 'issue-2')).toEqual([]);
      await expect(requireAlerts(world.session, 'issue-2')).rejects.toThrow(NotSupportedError);
      const wanted = { issueId: 'issue-1', activeAlertId: known.alert, alertConfigId: known.config };
      await expect(outbox.deliver(bindAlert, wanted, delivery)).rejects.toThrow(NotSupportedError);
      expect(world.asked()).toEqual([]);
      expect(world.told).toHaveLength(1);
    },
  );

  it('an issue that is gone says nothing about the service', async () => {
    const world = await open('september');
    await expect(boundAlerts(world.session.api, 'gone')).rejects.toThrow(NotFoundError);
    expect(world.session.support.has('alerts')).toBe(true);
    // A service that had them has them, whatever it answers later.
    await boundAlerts(world.session.api, 'issue-1');
    world.asked();
    await expect(boundAlerts(world.session.api, 'gone')).rejects.toThrow(ApiError);
    expect(world.asked()).toHaveLength(1);
  });
});

it('a filter that was taken before is not the reason of a refusal', async () => {
  const { session, asked, told } = await open('published');
  session.support.take(['filter.agent_id']);
  await expect(session.api.issues.list({ agent_id: 'no agent' })).rejects.toThrow(BadRequestError);
  expect(asked()).toHaveLength(1);
  expect(told).toEqual([]);
});
