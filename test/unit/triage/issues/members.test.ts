import { afterEach, beforeEach, expect, it } from 'vitest';
import { QuickClock } from '../../../support/quick-clock.ts';
import { type SandboxSession, startSandboxSession } from '../../../support/sandbox-session.ts';

let world: SandboxSession;
let orgId: string;
beforeEach(async () => {
  world = await startSandboxSession(new QuickClock());
  await world.session.issues.list.load();
  orgId = world.session.issues.list.items[0]?.org_id ?? '';
});
afterEach(() => world.close());

const fault = (status: number) =>
  world.ask('POST', '/sandbox/faults', { match: { path: '/v1/orgs' }, times: 1, fault: { kind: 'status', status } });
const asked = async (): Promise<number> => {
  const { body } = await world.ask<{ requests: { path: string }[] }>('GET', '/sandbox/requests');
  return body.requests.filter(({ path }) => path.startsWith('/v1/orgs')).length;
};

it('knows names once the members were asked for, once, and says so', async () => {
  const { members } = world.session;
  const told: unknown[] = [];
  world.session.onDidChange((change) => told.push(change));
  expect(members.who('u')).toBeUndefined();
  const [all] = await Promise.all([members.of(orgId), members.of(orgId), members.of(orgId)]);
  expect(await asked()).toBe(1);
  expect(members.who(all?.[0]?.user_id ?? '')).toEqual({ name: 'Robin Adeyemi' });
  expect(members.who('u')).toBe('nobody');
  expect(told).toEqual([{ issueId: null }]);
});

it('leaves ids without names where the key may not see the members, and does not ask again', async () => {
  const { members } = world.session;
  await fault(403);
  expect(await members.of(orgId)).toBeUndefined();
  expect(await members.of(orgId)).toBeUndefined();
  expect(members.who('u')).toBeUndefined();
  expect(await asked()).toBe(1);
});

it('asks again after a failure that time can mend', async () => {
  const { members } = world.session;
  await fault(503);
  await expect(members.of(orgId)).rejects.toThrow();
  expect(await members.of(orgId)).toHaveLength(3);
});
