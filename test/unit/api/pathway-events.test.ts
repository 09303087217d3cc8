import { describe, expect, test } from 'vitest';
import { NotFoundError, ResponseShapeError } from '../../../src/api/errors.ts';
import { bench, failureOf } from './setup.ts';

const event = {
  conversation_id: 'c',
  sequence: 6,
  event_type: 'webhook.invoke',
  node_id: 'lookup',
  operation_id: null,
  payload: { name: 'get_order' },
  created_at: '2026-04-30T14:11:13.100Z',
};
const { conversation_id: _, ...read } = event;

describe('Pathway Call Events', () => {
  test('are asked for in the format that has events, and read from a bare list', async () => {
    const { server, api } = await bench();
    server.reply({ json: [event] });
    expect(await api.pathwayEvents.list('call 1')).toEqual({ items: [read], broken: [] });
    expect(server.requests[0]?.path).toBe('/v1/pathway_calls/call%201');
    expect(server.requests[0]?.query.toString()).toBe('v=2');
  });

  test('an envelope is read too, and a call without a pathway has none', async () => {
    const { server, api } = await bench();
    server.reply({ json: { data: [event], errors: null } });
    expect((await api.pathwayEvents.list('c')).items).toEqual([read]);
    server.reply({ json: [] });
    expect(await api.pathwayEvents.list('c')).toEqual({ items: [], broken: [] });
  });

  test('what cannot be read is counted and hides nothing else; odd fields are null', async () => {
    const { server, api } = await bench();
    const odd = { event_type: 'new.kind', sequence: '6', node_id: 7, payload: 'text', operation_id: {}, created_at: 1 };
    server.reply({ json: [null, event, 'x', { ...event, event_type: '' }, odd, [event]] });
    const { items, broken } = await api.pathwayEvents.list('c');
    const nothing = { sequence: null, node_id: null, payload: null, operation_id: null, created_at: null };
    expect(items).toEqual([read, { event_type: 'new.kind', ...nothing }]);
    expect(broken.map(({ position }) => position)).toEqual([0, 2, 3, 5]);
  });

  test('anything but a list is an answer of the wrong shape, a refusal is the error it is', async () => {
    const { server, api } = await bench();
    server.reply({ json: { events: [event] } });
    await failureOf(ResponseShapeError, api.pathwayEvents.list('c'));
    server.reply({ status: 404, json: { status: 'error', message: 'Call not found' } });
    await failureOf(NotFoundError, api.pathwayEvents.list('c'));
  });
});
