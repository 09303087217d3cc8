import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../src/api/errors.ts';
import type { BlandApi } from '../../../src/api/index.ts';
import { issueId } from './samples.ts';
import { bench, failureOf } from './setup.ts';

describe('what the service would refuse is not sent', () => {
  const least = { title: 'A', severity: 'low', category: 'Bug' } as const;
  const refusals: readonly (readonly [paths: string[], call: (api: BlandApi) => Promise<unknown>])[] = [
    [['title'], (api) => api.issues.create({ ...least, title: '' })],
    [['title'], (api) => api.issues.create({ ...least, title: 't'.repeat(201) })],
    [['category'], (api) => api.issues.create({ ...least, category: 'c'.repeat(65) })],
    [['description'], (api) => api.issues.create({ ...least, description: 'd'.repeat(10_001) })],
    [
      ['resource_links.0.resource_id'],
      (api) => api.issues.create({ ...least, resource_links: [{ resource_type: 'call', resource_id: '' }] }),
    ],
    [['colour'], (api) => api.issues.create(Object.assign({ colour: 'red' }, least))],
    [['title', 'owner_id'], (api) => api.issues.update(issueId, { title: '', owner_id: '' })],
    [['source'], (api) => api.issues.update(issueId, Object.assign({ source: 'manual' }, { title: 'A' }))],
    [['issueId'], (api) => api.issues.update('..', {})],
    [['issueId'], (api) => api.issues.remove('')],
    [['name'], (api) => api.categories.create({ name: '' })],
    [['name'], (api) => api.categories.create({ name: 'c'.repeat(65) })],
    [['orgId'], (api) => api.members.list('a/b')],
  ];
  test.each(refusals)('%j', async (paths, call) => {
    const { server, api } = await bench();
    expect((await failureOf(InvalidRequestError, call(api))).paths).toEqual(paths);
    expect(server.requests).toEqual([]);
  });
});
