import { describe, expect, it } from 'vitest';
import {
  all,
  dataOf,
  issueOf,
  refusal,
  sandbox,
  unknownId,
  type IssueBody,
  type LinkBody,
  type Page,
} from './support.ts';

const list = '/v1/triage/issues';

describe('List Issues', () => {
  it('is ordered by last activity, newest first, and answers the documented fields', async () => {
    const client = await sandbox();
    const { items, next_cursor } = dataOf<Page<IssueBody>>(await client.get(list));
    expect(next_cursor).toBeNull();
    const times = items.map((issue) => issue.last_activity_at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(Object.keys(items[0]!).toSorted()).toEqual(
      [
        'id triage_id org_id number title description status severity source category dispatch_id dispatch_name',
        'skill_id skill_name agent_id agent_version_id owner_id assignee_id author_id external_link created_at',
        'updated_at last_activity_at resource_count flag_count relation_count linked_alert_count',
        'latest_agent_session is_processing has_unread_activity',
      ]
        .join(' ')
        .split(' ')
        .toSorted(),
    );
  });

  it.each(['last_activity_at', 'created_at', 'severity', 'status'])(
    'pages through everything exactly once, by %s in both orders',
    async (sort) => {
      const client = await sandbox();
      const ids = async (order: string, limit: number) =>
        (await all<IssueBody>(client, `${list}?sort=${sort}&order=${order}`, limit)).map((issue) => issue.id);
      const whole = await ids('asc', 100);
      expect(new Set(whole).size).toBe(15);
      for (const limit of [1, 4, 15]) {
        expect(await ids('asc', limit)).toEqual(whole);
        expect(await ids('desc', limit)).toEqual(whole.toReversed());
      }
    },
  );

  it('sorts severity by gravity', async () => {
    const client = await sandbox();
    const issues = await all<IssueBody>(client, `${list}?sort=severity`);
    const order = ['critical', 'high', 'medium', 'low'];
    const places = issues.map((issue) => order.indexOf(issue.severity));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('neither repeats nor hides an issue when another moves between two pages', async () => {
    const client = await sandbox();
    const first = dataOf<Page<IssueBody>>(await client.get(`${list}?limit=5&sort=created_at`));
    dataOf(await client.post(list, { title: 'New', severity: 'low', category: 'Bug' }));
    const rest = await all<IssueBody>(client, `${list}?sort=created_at&order=desc`);
    const second = dataOf<Page<IssueBody>>(
      await client.get(`${list}?limit=5&sort=created_at&cursor=${first.next_cursor}`),
    );
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(rest.slice(1, 11).map(({ id }) => id));
  });

  it('filters as documented', async () => {
    const client = await sandbox();
    const everything = await all<IssueBody>(client, list);
    const links = new Map<string, LinkBody[]>();
    for (const { id } of everything) links.set(id, await all<LinkBody>(client, `${list}/${id}/resources`));
    const within = (field: 'created_at' | 'last_activity_at', days: number) => (issue: IssueBody) =>
      Date.now() - Date.parse(issue[field]) < days * 86_400_000;
    const owner = everything.find((issue) => issue.owner_id !== null)!.owner_id!;
    const assignee = everything.find((issue) => issue.assignee_id !== null)!.assignee_id!;
    const agent = everything.find((issue) => issue.agent_id !== null)!.agent_id!;
    const cases: [string, (issue: IssueBody) => boolean][] = [
      ['status=todo', (issue) => issue.status === 'todo'],
      ['status=todo&status=in_progress', (issue) => ['todo', 'in_progress'].includes(issue.status)],
      ['severity=high&severity=low', (issue) => ['high', 'low'].includes(issue.severity)],
      ['category=Routing&category=Latency', (issue) => ['Routing', 'Latency'].includes(issue.category)],
      ['status=todo&severity=critical', (issue) => issue.status === 'todo' && issue.severity === 'critical'],
      [`owner_id=${owner}`, (issue) => issue.owner_id === owner],
      [`assignee_id=${assignee}`, (issue) => issue.assignee_id === assignee],
      [`agent_id=${agent}`, (issue) => issue.agent_id === agent],
      ['has_alert=false', () => true],
      ['date_range=24h', within('last_activity_at', 1)],
      ['date_range=7d', within('last_activity_at', 7)],
      ['date_range=30d&date_field=created_at', within('created_at', 30)],
      ['date_range=90d&date_field=created_at', within('created_at', 90)],
      ['search=QUEUE', (issue) => /queue/i.test(issue.title)],
      ['search=GET_ORDER', (issue) => /get_order/i.test(issue.description)],
      ['search=T-1008', (issue) => issue.number === 1008],
      ['search=t1008', (issue) => issue.number === 1008],
      ['search=1008', (issue) => issue.number === 1008],
      ...['call', 'sms_conversation', 'file'].map((type): [string, (issue: IssueBody) => boolean] => [
        `resource_type=${type}`,
        (issue) => links.get(issue.id)!.some((link) => link.resource_type === type),
      ]),
    ];
    for (const [query, wanted] of cases) {
      const expected = everything.filter(wanted);
      expect(expected.length, query).toBeGreaterThan(0);
      expect(query === 'has_alert=false' || expected.length < everything.length, query).toBe(true);
      const found = await all<IssueBody>(client, `${list}?${query}`);
      expect(
        found.map(({ triage_id }) => triage_id),
        query,
      ).toEqual(expected.map(({ triage_id }) => triage_id));
    }
    for (const query of [
      'has_alert=true',
      'status=unheard',
      'search=no%20such%20words',
      `owner_id=${unknownId}`,
      'agent_version_id=x',
      'dispatch_id=x',
      'skill_id=x',
    ]) {
      expect(await all(client, `${list}?${query}`), query).toEqual([]);
    }
  });

  it.each([
    ['limit=0', 'limit: '],
    ['limit=101', 'limit: '],
    ['limit=ten', 'limit: '],
    ['limit=', 'limit: '],
    ['limit=5&limit=6', 'limit: '],
    ['sort=title', 'sort: '],
    ['order=up', 'order: '],
    ['date_field=updated_at', 'date_field: '],
    ['date_range=1y', 'date_range: '],
    ['resource_type=video', 'resource_type: '],
    ['resource_type=call&resource_type=file', 'resource_type: '],
    ['has_alert=yes', 'has_alert: '],
    ['call_id=x', 'call_id: '],
    ['cursor=nonsense', 'cursor: '],
    ['cursor=', 'cursor: '],
  ])('refuses %s', async (query, path) => {
    const client = await sandbox();
    const answer = await client.get(`${list}?${query}`);
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(path))]);
  });

  it('refuses the cursor of another order', async () => {
    const client = await sandbox();
    const { next_cursor } = dataOf<Page<IssueBody>>(await client.get(`${list}?limit=1`));
    expect((await client.get(`${list}?limit=1&order=asc&cursor=${next_cursor}`)).status).toBe(400);
  });
});

describe('Get Issue and Mark Viewed', () => {
  it('takes the internal id only', async () => {
    const client = await sandbox();
    const issue = await issueOf(client, 'T-1008');
    expect(dataOf(await client.get(`${list}/${issue.id}`))).toEqual(issue);
    for (const id of ['T-1008', '1008', unknownId, '%00', '..%2F']) {
      const answer = await client.get(`${list}/${id}`);
      expect([answer.status, answer.body], id).toEqual([404, refusal('not_found', 'Issue not found')]);
    }
  });

  it('marks as viewed, until something happens again', async () => {
    const client = await sandbox();
    const { id, has_unread_activity } = await issueOf(client, 'T-1008');
    expect(has_unread_activity).toBe(true);
    expect(dataOf(await client.put(`${list}/${id}/view`))).toEqual({
      issue_id: id,
      last_viewed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
    expect(dataOf<IssueBody>(await client.get(`${list}/${id}`)).has_unread_activity).toBe(false);
    expect((await client.put(`${list}/${unknownId}/view`)).status).toBe(404);
  });
});

describe('Create Issue', () => {
  const least = { title: 'Agent interrupts', severity: 'low', category: 'My own' };

  it('fills in what is not said, and counts on', async () => {
    const client = await sandbox();
    const answer = await client.post(list, least);
    expect(answer.status).toBe(201);
    expect(dataOf(answer)).toMatchObject({
      ...least,
      triage_id: 'T-1016',
      number: 1016,
      description: '',
      status: 'todo',
      source: 'manual',
      owner_id: null,
      assignee_id: null,
      resource_count: 0,
    });
    expect(dataOf<IssueBody>(await client.post(list, least)).number).toBe(1017);
  });

  it('takes everything documented', async () => {
    const client = await sandbox();
    const { body } = await client.get('/v1/calls?limit=2');
    const calls = (body as { calls: { call_id: string }[] }).calls;
    const wanted = {
      ...least,
      description: 'd'.repeat(10_000),
      title: 't'.repeat(200),
      category: 'c'.repeat(64),
      status: 'in_review',
      source: 'client',
      agent_id: 'a',
      agent_version_id: 'b',
      dispatch_id: 'c',
      skill_id: 'd',
      owner_id: 'e',
      assignee_id: 'f',
    };
    const links = [...calls, calls[0]!].map(({ call_id }) => ({ resource_type: 'call', resource_id: call_id }));
    const issue = dataOf<IssueBody>(await client.post(list, { ...wanted, resource_links: links }));
    expect(issue).toMatchObject({ ...wanted, resource_count: 2 });
    const attached = await all<LinkBody>(client, `${list}/${issue.id}/resources`);
    expect(attached.map((link) => link.resource_id).toSorted()).toEqual(calls.map((call) => call.call_id).toSorted());
    for (const query of ['agent_version_id=b', 'dispatch_id=c', 'skill_id=d']) {
      expect((await all<IssueBody>(client, `${list}?${query}`)).map(({ id }) => id)).toEqual([issue.id]);
    }
  });

  it.each([
    [{ title: '' }, 'title: '],
    [{ title: 't'.repeat(201) }, 'title: '],
    [{ title: undefined }, 'title: '],
    [{ severity: 'urgent' }, 'severity: '],
    [{ category: 'c'.repeat(65) }, 'category: '],
    [{ description: 'd'.repeat(10_001) }, 'description: '],
    [{ description: null }, 'description: '],
    [{ status: 'open' }, 'status: '],
    [{ source: 'me' }, 'source: '],
    [{ ownerId: 'x' }, 'ownerId: '],
    [{ resource_links: [{ resource_type: 'call' }] }, 'resource_links.0.resource_id: '],
    [{ resource_links: [{ resource_type: 'call', resource_id: 'x', extra: 1 }] }, 'resource_links.0.extra: '],
  ])('refuses what is wrong: case %#', async (wrong, path) => {
    const client = await sandbox();
    const answer = await client.post(list, { ...least, ...wrong });
    expect([answer.status, answer.body]).toEqual([400, refusal('bad_request', expect.stringContaining(path))]);
  });

  it('names every path at fault', async () => {
    const client = await sandbox();
    const { body } = await client.post(list, { title: '', colour: 'red' });
    const { message } = (body as { errors: { message: string }[] }).errors[0]!;
    for (const path of ['title: ', 'severity: ', 'category: ', 'colour: ']) expect(message).toContain(path);
  });

  it('creates nothing when a resource is missing', async () => {
    const client = await sandbox();
    const links = [{ resource_type: 'sms_conversation', resource_id: unknownId }];
    const answer = await client.post(list, { ...least, resource_links: links });
    expect([answer.status, answer.body]).toEqual([404, refusal('not_found', 'SMS conversation not found')]);
    expect(await all(client, list)).toHaveLength(15);
  });
});
