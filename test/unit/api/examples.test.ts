import { describe, expect, test } from 'vitest';
import type { BlandApi } from '../../../src/api/index.ts';
import { exampleNames, readExample } from '../../support/contract/examples.ts';
import { fixtureCalls } from '../../support/fixture-calls.ts';
import { bench } from './setup.ts';
import { talkdesk, token } from './talkdesk/setup.ts';

type Data = Readonly<Record<string, unknown>>;

/** Sends the request of a sample, and resolves to what was read of its answer. */
const blandCalls: Readonly<Record<string, (api: BlandApi, data: Data) => Promise<unknown>>> = {
  'add-flag': (api, data) =>
    api.flags.add(String(data['issue_id']), {
      call_id: String(data['call_id']),
      type: String(data['type']),
      note: String(data['note']),
      node_id: 'n',
      node_name: 'n',
      message_index: 12,
      message_text: String(data['message_text']),
    }),
  'attach-resource': async (api, data) => {
    const { resource_type, resource_id } = data as { resource_type: string; resource_id: string };
    return (await api.resources.attach(String(data['issue_id']), { resource_type, resource_id })).link;
  },
  'link-related-issue': (api, data) =>
    api.relations.link(String(data['issue_id']), {
      related_issue_id: String(data['related_issue_id']),
      relation_type: 'duplicate_of',
    }),
  'attach-phone-numbers': async (api, data) => {
    const numbers = data['inbound_numbers'] as { phone_number: string; persona_id: string }[];
    const attached = await api.personas.attach(
      String(data['id']),
      numbers.map(({ phone_number }) => phone_number),
    );
    // The persona that was asked for is not read again from each number.
    return { ...data, inbound_numbers: attached.map((number) => ({ ...number, persona_id: data['id'] })) };
  },
};

describe('the samples of the reference pages', () => {
  test('are all met here', () => {
    expect([...Object.keys(blandCalls), 'talkdesk-create-attachment'].toSorted()).toEqual(exampleNames.toSorted());
  });

  test.each(Object.entries(blandCalls))(
    '%s is sent as it is shown, and its answer is read whole',
    async (name, call) => {
      const { method, path, request, response } = readExample(name);
      const { data } = response!;
      const { server, api } = await bench();
      server.reply({ status: 201, json: response });
      expect(await call(api, data)).toEqual(data);
      const [sent] = server.requests;
      expect(sent?.method).toBe(method);
      expect(sent?.path).toBe(
        path.replace('{id}', String(data['issue_id'])).replace('{persona_id}', String(data['id'])),
      );
      expect(Object.keys(JSON.parse(sent?.body ?? '{}') as object).toSorted()).toEqual(Object.keys(request).toSorted());
    },
  );

  test('talkdesk-create-attachment is sent as it is shown', async () => {
    const { method, path, request } = readExample('talkdesk-create-attachment');
    const { server, api } = await talkdesk();
    server.reply(token(), { json: { id: 'b7c1', ...request } });
    const { name, metadata } = request;
    expect(await api.attachments.create(request as { name: string; request_id: string })).toMatchObject({
      id: 'b7c1',
      name,
      metadata,
    });
    expect(server.requests[1]).toMatchObject({ method, path });
    expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual(request);
  });
});

describe('calls in the shapes of the service are read without loss', () => {
  test.each(fixtureCalls)('%s', async (_file, { details, corrected }) => {
    const { server, api } = await bench();
    const { call_id: callId, transcripts, pathway_logs: logs = [] } = details;
    server.reply({ json: details }, { json: { data: corrected, errors: null } }, { json: logs });
    expect((await api.calls.details(callId)).transcripts).toMatchObject(
      transcripts.map(({ id, user, text }) => ({ id, user, text })),
    );
    const segments = await api.corrections.get(callId);
    expect(segments.broken).toEqual([]);
    expect(segments.items.map(({ text }) => text)).toEqual(corrected.corrected.map(({ text }) => text));
    const events = await api.pathwayEvents.list(callId);
    expect(events.broken).toEqual([]);
    expect(events.items).toHaveLength(logs.length);
  });
});
