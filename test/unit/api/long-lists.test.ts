import * as z from 'zod/mini';
import { describe, expect, it } from 'vitest';
import { readItems } from '../../../src/api/bland/envelope.ts';
import { listOf, rowsOf } from '../../../src/api/bland/lenient.ts';
import { callId, details, issueId } from './samples.ts';
import { bench } from './setup.ts';

const many = 2_000_000;
/** JSON with a list of that many items in it, without ever being one in this process. */
const withList = (before: string, item: string, after: string): string =>
  `${before}${`${item},`.repeat(many - 1)}${item}${after}`;

/** A schema that counts how often it is asked. */
function counting(accepts: boolean) {
  const count = { asked: 0 };
  return { count, schema: z.custom(() => ((count.asked += 1), accepts)) };
}

describe('a list of millions', () => {
  it('of a paged kind: the first 1,000 are read, the rest is one broken item that says how many', async () => {
    const { server, api } = await bench();
    server.reply({ text: withList('{"data":{"items":[', '{}', '],"next_cursor":"c"},"errors":null}') });
    const { items, broken, nextCursor } = await api.flags.list(issueId);
    expect([items.length, broken.length, nextCursor]).toEqual([0, 1001, 'c']);
    expect(broken[1000]).toEqual({ position: 1000, id: null, code: null, reason: '1999000 more left out' });
  });

  it('that comes whole: the first 50,000', async () => {
    const { server, api } = await bench();
    server.reply({ text: withList('{"inbound_numbers":[', '{}', ']}') }, { text: withList('{"data":[', '0', ']}') });
    const { broken } = await api.numbers.list();
    expect(broken).toHaveLength(50_001);
    expect(broken.at(-1)?.reason).toBe('1950000 more left out');
    expect((await api.members.list('o')).broken).toHaveLength(50_001);
  });

  it.each([true, false])('is not validated beyond its limit (items that can be read: %s)', (accepts) => {
    const { count, schema } = counting(accepts);
    const values = Array.from({ length: many }, () => null);
    const { items, broken } = readItems(values, schema, 1000);
    expect([count.asked, items.length, broken.length]).toEqual([1000, accepts ? 1000 : 0, accepts ? 1 : 1001]);
    const inside = counting(accepts);
    expect(listOf(inside.schema, 1000).parse(values)).toHaveLength(accepts ? 1000 : 0);
    expect(inside.count.asked).toBe(1000);
  });

  it('of rows: 50,000, and one that says how many more there were', async () => {
    const { count, schema } = counting(true);
    const rows = rowsOf(schema, (text) => text).parse(Array.from({ length: many }, () => null));
    expect([count.asked, rows.length, rows.at(-1)]).toEqual([50_000, 50_001, '1950000 more left out']);

    const { server, api } = await bench();
    const { transcripts: _, ...call } = details;
    server.reply({ text: withList(`${JSON.stringify(call).slice(0, -1)},"transcripts":[`, '{"text":"x"}', ']}') });
    const { transcripts } = await api.calls.details(callId);
    expect(transcripts).toHaveLength(50_001);
    expect(transcripts.slice(-2)).toMatchObject([{ text: 'x' }, { text: '1950000 more left out', user: 'robot' }]);

    server.reply({ text: withList('{"data":{"id":"1","messages":[', '{"message":"x"}', ']},"errors":null}') });
    const { messages } = await api.smsConversations.get('1');
    expect(messages?.slice(-2)).toMatchObject([{ message: 'x' }, { message: '1950000 more left out' }]);
  });

  it('as long as its limit is whole', () => {
    const { schema } = counting(true);
    expect(
      readItems(
        Array.from({ length: 1000 }, () => null),
        schema,
        1000,
      ).broken,
    ).toEqual([]);
    expect(rowsOf(schema, () => null).parse(Array.from({ length: 50_000 }, () => 1))).toHaveLength(50_000);
  });
});
