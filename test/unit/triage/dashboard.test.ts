import { describe, expect, it } from 'vitest';
import { createBlandApi } from '../../../src/api/index.ts';
import { createUndiciTransport } from '../../../src/api/undici-transport.ts';
import {
  dashboardPage,
  type DashboardTarget,
  idPasted,
  type PastedAddress,
  readDashboardAddress,
} from '../../../src/triage/dashboard.ts';
import { readReferences } from '../../../src/triage/issues/resource-reference.ts';
import { resolveIssueId } from '../../../src/triage/issues/resolve-issue.ts';
import { IssueStore } from '../../../src/triage/issues/store.ts';
import { readLink } from '../../../src/triage/links.ts';
import { readConnections } from '../../../src/triage/sessions/connection.ts';

const id = '5b0e0b7a-6a51-4c0e-9a52-0f3d1f8f2c11';
const agent = '0b7c1d52-4f0e-4c55-9a31-6a2f3c1d0e01';

describe('the page of what is shown', () => {
  const us = { baseUrl: 'https://api.bland.ai/' };
  const rows: readonly (readonly [object, DashboardTarget['kind'], string | undefined, boolean])[] = [
    [us, 'agent', `https://v2.app.bland.ai/dashboard/agent/${id}`, true],
    [us, 'call', `https://app.bland.ai/dashboard/call-logs/${id}`, true],
    [us, 'issue', 'https://app.bland.ai/dashboard/triage', false],
    [us, 'persona', 'https://app.bland.ai/dashboard', false],
    [{ baseUrl: 'https://us.api.bland.ai/' }, 'issue', 'https://app.bland.ai/dashboard/triage', false],
    [{ baseUrl: 'https://eu.api.bland.ai/' }, 'call', `https://eu.app.bland.ai/dashboard/call-logs/${id}`, true],
    [{ baseUrl: 'https://eu.api.bland.ai/' }, 'agent', `https://eu.app.bland.ai/dashboard/agent/${id}`, true],
    [
      { ...us, dashboardUrl: 'https://desk.example/bland' },
      'agent',
      `https://desk.example/bland/dashboard/agent/${id}`,
      true,
    ],
    [{ baseUrl: null, dashboardUrl: 'http://127.0.0.1:9' }, 'issue', 'http://127.0.0.1:9/dashboard/triage', false],
    [{ baseUrl: null }, 'issue', undefined, false],
    [{ baseUrl: 'https://bland.company.example/' }, 'agent', undefined, false],
  ];
  it.each(rows)('%j, %s: %s', (connection, kind, url, isExact) => {
    const page = dashboardPage({ baseUrl: null, ...connection }, { kind, id });
    expect(page).toEqual(url === undefined ? undefined : { url, isExact });
  });

  it('holds an id as one segment, whatever is in it', () => {
    expect(dashboardPage(us, { kind: 'call', id: '../a?b#c' })?.url).toBe(
      'https://app.bland.ai/dashboard/call-logs/..%2Fa%3Fb%23c',
    );
  });

  it.each([
    ['https://desk.example/a/', 'https://desk.example/a'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://desk.example', undefined],
    ['https://user:secret@desk.example', undefined],
    ['javascript:alert(1)', undefined],
    [7, undefined],
  ])('is on the host that the setting names: %s', (dashboardUrl, read) => {
    const { connections, problems } = readConnections([{ id: 'a', kind: 'bland', dashboardUrl }], {});
    expect(connections.map((one) => one.dashboardUrl)).toEqual(read === undefined ? [] : [read]);
    expect(problems.map(({ reason, field }) => [reason, field])).toEqual(
      read === undefined ? [['bad-field', 'dashboardUrl']] : [],
    );
  });
});

describe('a pasted address', () => {
  const rows: readonly (readonly [string, PastedAddress | undefined])[] = [
    [`https://app.bland.ai/dashboard/call-logs/${id}`, { id, kind: 'call' }],
    [`https://app.bland.ai/dashboard/triage/${id}`, { id, kind: 'issue' }],
    [`https://app.bland.ai/dashboard/monitor/triage?issue=${id.toUpperCase()}`, { id, kind: 'issue' }],
    [`https://v2.app.bland.ai/dashboard/agent/${agent}`, { id: agent, kind: 'agent' }],
    [`https://v2.app.bland.ai/dashboard/agent/${agent}/conversations/${id}#top`, { id, kind: 'conversation' }],
    [`https://v2.app.bland.ai/dashboard/agent/${agent}/issues/${id}`, { id, kind: 'issue' }],
    [`https://eu.app.bland.ai/#/personas/${id}`, { id, kind: 'persona' }],
    [`  https://v2.app.bland.ai/somewhere/${id}\n`, { id, kind: null }],
    ['https://app.bland.ai/dashboard/triage', undefined],
    [`https://app.bland.ai.evil.example/dashboard/triage/${id}`, undefined],
    [`http://app.bland.ai/dashboard/triage/${id}`, undefined],
    [`https://api.bland.ai/v1/calls/${id}`, undefined],
    [id, undefined],
  ];
  it.each(rows)('%s', (text, read) => {
    expect(readDashboardAddress(text)).toEqual(read);
    expect(idPasted(text)).toBe(read?.id ?? text);
  });

  it('gives the agent where an agent is asked for, whatever inside it the page shows', () => {
    const page = `https://v2.app.bland.ai/dashboard/agent/${agent}/conversations/${id}`;
    expect([idPasted(page), idPasted(page, 'agent')]).toEqual([id, agent]);
    expect(idPasted(`https://v2.app.bland.ai/somewhere/${agent}`, 'agent')).toBe(agent);
    expect(idPasted(`https://app.bland.ai.evil.example/agent/${agent}`, 'agent')).toContain('evil');
    expect(idPasted(agent, 'agent')).toBe(agent);
  });

  it('of a dashboard that the connection names is read, too', () => {
    const text = `https://desk.example/bland/dashboard/issues/${id}`;
    expect(readDashboardAddress(text)).toBeUndefined();
    expect(readDashboardAddress(text, ['https://desk.example'])).toEqual({ id, kind: 'issue' });
  });

  it('names an issue wherever one is named', async () => {
    const api = createBlandApi({
      baseUrl: new URL('http://127.0.0.1:9'),
      key: async () => 'org_k',
      transport: createUndiciTransport(),
    });
    const store = new IssueStore(api);
    // Nothing is asked for: nothing listens there.
    expect(await resolveIssueId(store, api, `https://v2.app.bland.ai/x/issues/${id}`)).toBe(id);
    expect(await resolveIssueId(store, api, id)).toBe(id);
    store.dispose();
    await api.close();
  });

  it('is a link that can be opened', () => {
    expect(readLink(`https://app.bland.ai/dashboard/call-logs/${id}`)).toEqual({
      kind: 'call',
      callId: id,
      issueId: null,
      messageIndex: null,
      connectionId: null,
    });
    expect(readLink(`https://v2.app.bland.ai/agent/${agent}/issues/${id}`)).toEqual({
      kind: 'issue',
      issueId: id,
      connectionId: null,
    });
    expect(readLink(`https://v2.app.bland.ai/dashboard/agent/${agent}`)).toEqual({ fault: 'other-page' });
    expect(readLink(`https://example.com/issues/${id}`)).toEqual({ fault: 'not-a-link' });
  });

  it('is evidence: what is inside an agent, a conversation of either kind', () => {
    const { found, bad } = readReferences(`https://v2.app.bland.ai/dashboard/agent/${agent}/conversations/${id}`);
    expect([found, bad]).toEqual([[{ id, type: null }], []]);
    expect(readReferences(`https://api.bland.ai/v1/sms/conversations/${id}`).found).toEqual([
      { id, type: 'sms_conversation' },
    ]);
    expect(readReferences(`https://v2.app.bland.ai/dashboard/agent/${agent}`).bad).toMatchObject([
      { fault: 'no-id-in-address' },
    ]);
  });
});
