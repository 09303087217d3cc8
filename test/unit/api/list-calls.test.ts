import { describe, expect, test } from 'vitest';
import { details } from './samples.ts';
import { bench } from './setup.ts';

describe('List Calls', () => {
  const { transcripts: _, concatenated_transcript: __, ...summary } = details;
  const calls = (count: number) =>
    Array.from({ length: count }, (_item, at) => ({ ...summary, call_id: `call-${at}` }));
  const flat = (count: number, total?: number) => ({
    status: 'success',
    total_count: total,
    count,
    calls: calls(count),
  });

  test('asks for a window, walks it by cursor, and ends on a short one', async () => {
    const { server, api } = await bench();
    server.reply({ json: flat(2) }, { json: flat(1) });
    const filter = {
      inbound: true,
      start_date: '2026-04-30',
      answered_by: 'human',
      exclude_fields: ['a', 'b'],
    } as const;
    const first = await api.calls.list(filter, { limit: 2 });
    const query = 'start_date=2026-04-30&inbound=true&answered_by=human&exclude_fields=a&exclude_fields=b';
    expect(server.requests[0]?.path).toBe('/v1/calls');
    expect(server.requests[0]?.rawQuery).toBe(`${query}&from=0&to=2&limit=2`);
    expect(first.items.map((call) => call.call_id)).toEqual(['call-0', 'call-1']);
    expect(first.nextCursor).toBe('2');
    const second = await api.calls.list(filter, { limit: 2, cursor: '2' });
    expect(server.requests[1]?.rawQuery).toBe(`${query}&from=2&to=4&limit=2`);
    expect(second.nextCursor).toBeNull();
  });

  test('the total ends the list, unless it is the capped one', async () => {
    const { server, api } = await bench();
    server.reply({ json: flat(2, 2) }, { json: flat(2, 10_000) });
    expect((await api.calls.list({}, { limit: 2 })).nextCursor).toBeNull();
    expect((await api.calls.list({}, { limit: 2, cursor: '9998' })).nextCursor).toBe('10000');
  });

  test('a broken call is named beside the readable ones', async () => {
    const { server, api } = await bench();
    server.reply({ json: { calls: [summary, { call_id: '' }, 'x', { ...summary, to: 14155550100 }] } });
    const { items, broken } = await api.calls.list();
    expect(items.map(({ to }) => to)).toEqual(['+14155550100', '14155550100']);
    expect(broken.map(({ position }) => position)).toEqual([1, 2]);
  });
});
