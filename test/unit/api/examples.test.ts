import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BlandApi } from '../../../src/api/index.ts';
import { bench } from './setup.ts';

/** The reference pages' own samples. They are no part of the project: without them these tests are skipped. */
const folder = new URL('../../../../shared/api/examples/', import.meta.url);
const present = existsSync(folder);

interface Example {
  readonly method: string;
  readonly path: string;
  readonly request_shape: Readonly<Record<string, unknown>>;
  readonly response: { readonly data: Readonly<Record<string, unknown>> };
}

interface Case {
  readonly file: string;
  readonly call: (api: BlandApi, data: Example['response']['data']) => Promise<unknown>;
}

const cases: readonly Case[] = [
  {
    file: 'add-flag.json',
    call: (api, data) =>
      api.flags.add(String(data['issue_id']), {
        call_id: String(data['call_id']),
        type: String(data['type']),
        note: String(data['note']),
        node_id: 'n',
        node_name: 'n',
        message_index: 12,
        message_text: String(data['message_text']),
      }),
  },
  {
    file: 'attach-resource.json',
    call: async (api, data) => {
      const { resource_type, resource_id } = data as { resource_type: string; resource_id: string };
      return (await api.resources.attach(String(data['issue_id']), { resource_type, resource_id })).link;
    },
  },
  {
    file: 'link-related-issue.json',
    call: (api, data) =>
      api.relations.link(String(data['issue_id']), {
        related_issue_id: String(data['related_issue_id']),
        relation_type: 'duplicate_of',
      }),
  },
];

describe(`the reference pages' samples${present ? '' : ` (skipped: no ${folder.pathname})`}`, () => {
  test.skipIf(!present).each(cases)('$file', async ({ file, call }) => {
    const example = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Example;
    const { data } = example.response;
    const { server, api } = await bench();
    server.reply({ status: 201, json: example.response });
    expect(await call(api, data)).toEqual(data);
    const [sent] = server.requests;
    expect(sent?.method).toBe(example.method);
    expect(sent?.path).toBe(example.path.replace('{id}', String(data['issue_id'])));
    expect(Object.keys(JSON.parse(sent?.body ?? '{}') as object).sort()).toEqual(
      Object.keys(example.request_shape).sort(),
    );
  });
});
