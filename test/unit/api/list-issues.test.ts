import { describe, expect, test } from 'vitest';
import { list } from './samples.ts';
import { bench } from './setup.ts';

describe('List Issues, filters', () => {
  test('all of them, by the names of the contract, lists as repeated keys', async () => {
    const { server, api } = await bench();
    server.reply({ json: list([]) });
    await api.issues.list(
      {
        sort: 'created_at',
        order: 'asc',
        search: 'skipped & "verified"',
        status: ['todo', 'in_progress'],
        severity: ['critical'],
        category: ['Routing', 'Bug'],
        resource_type: 'sms_conversation',
        owner_id: 'u-1',
        assignee_id: 'u-2',
        agent_id: 'a-1',
        agent_version_id: 'v-1',
        dispatch_id: 'd-1',
        skill_id: 's-1',
        has_alert: false,
        date_field: 'created_at',
        date_range: '30d',
      },
      { limit: 100, cursor: 'next' },
    );
    expect([...(server.requests[0]?.query ?? [])]).toEqual([
      ['sort', 'created_at'],
      ['order', 'asc'],
      ['search', 'skipped & "verified"'],
      ['status', 'todo'],
      ['status', 'in_progress'],
      ['severity', 'critical'],
      ['category', 'Routing'],
      ['category', 'Bug'],
      ['resource_type', 'sms_conversation'],
      ['owner_id', 'u-1'],
      ['assignee_id', 'u-2'],
      ['agent_id', 'a-1'],
      ['agent_version_id', 'v-1'],
      ['dispatch_id', 'd-1'],
      ['skill_id', 's-1'],
      ['has_alert', 'false'],
      ['date_field', 'created_at'],
      ['date_range', '30d'],
      ['limit', '100'],
      ['cursor', 'next'],
    ]);
  });

  test('nothing empty is sent, because unknown and empty parameters are refused', async () => {
    const { server, api } = await bench();
    server.reply({ json: list([]) });
    await api.issues.list({ search: '', status: [], owner_id: undefined }, { cursor: undefined, limit: undefined });
    expect(server.requests[0]?.rawQuery).toBe('');
  });
});
