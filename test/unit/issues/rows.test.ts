import { expect, it, onTestFinished } from 'vitest';
import { Rows } from '../../../src/issues/rows.ts';
import { systemClock } from '../../../src/triage/clock.ts';
import { startSandboxSession } from '../../support/sandbox-session.ts';

it.each(['none', 'severity'] as const)(
  'grouped by %s, the row of a listed issue is found before the editor asks for rows, and no row of others',
  async (groupBy) => {
    const world = await startSandboxSession(systemClock);
    onTestFinished(() => world.close());
    const { issues } = world.session;
    issues.finding = { ...issues.finding, groupBy };
    await issues.list.load();
    const rows = new Rows(world.session, async () => undefined);
    const listed = issues.list.items.map(({ id }) => id);
    expect(listed.length).toBeGreaterThan(3);
    expect(listed.map((id) => rows.find(id)?.id)).toEqual(listed.map((id) => expect.stringContaining(id)));
    const [gone = ''] = listed;
    issues.list.remove(gone);
    expect(rows.find(gone)).toBeUndefined();
  },
);
