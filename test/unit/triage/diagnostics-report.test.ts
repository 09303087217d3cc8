import { describe, expect, it } from 'vitest';
import { describePlan, networkPlan } from '../../../src/api/network/plan.ts';
import { readNetworkSettings } from '../../../src/api/network/settings.ts';
import { diagnosticsReport, type ReportFacts } from '../../../src/triage/diagnostics-report.ts';

const canary = 'org_canary7f3a9e51c2d84b60';
const password = 'canary-proxy-pass-5e1c';
const settings = readNetworkSettings({ proxy: `http://agent:${password}@10.0.0.1:3128` });
const network = describePlan(networkPlan(settings, {}, new URL('https://api.bland.ai')));

const request = {
  at: new Date('2026-01-02T03:04:05Z'),
  connectionId: 'work',
  method: 'POST',
  path: '/v1/triage/issues/…/flags',
  status: 503,
  error: 'ServerError 503',
  durationMs: 12,
  attempt: 2,
  transport: 'editor',
};
const facts: ReportFacts = {
  version: '0.1.0',
  editor: 'Code 1.101.0 (desktop, desktop)',
  platform: 'linux x64, Node 22.15.0',
  remote: 'ssh-remote',
  trusted: false,
  transport: 'auto',
  connections: [
    { id: 'work', kind: 'bland', host: 'api.bland.ai', active: true, hasKey: true, network },
    { id: 'box', kind: 'sandbox', host: null, active: false, hasKey: false, network: null },
  ],
  outbox: { waiting: 3, refused: 1 },
  requests: [request, { ...request, status: null, error: 'NetworkError ECONNREFUSED' }],
};

describe('the report', () => {
  it('says what runs where, and what was asked', () => {
    expect(diagnosticsReport(facts, [])).toBe(`Call Triage 0.1.0
Editor: Code 1.101.0 (desktop, desktop)
Platform: linux x64, Node 22.15.0
Remote: ssh-remote
Workspace: restricted
Transport: auto
Outbox: 3 waiting, 1 refused

Connections: 2
- work: bland, api.bland.ai, key stored, active; proxy http://10.0.0.1:3128 (setting, with credentials); certificates verified against built-in, system
- box: sandbox, this machine, no key

Last requests: 2
2026-01-02T03:04:05.000Z work POST /v1/triage/issues/…/flags ServerError 503 12 ms, attempt 2, editor
2026-01-02T03:04:05.000Z work POST /v1/triage/issues/…/flags NetworkError ECONNREFUSED 12 ms, attempt 2, editor
`);
  });

  it('holds neither key nor password, wherever they have got into', () => {
    const leaky: ReportFacts = {
      ...facts,
      editor: `Code ${canary}`,
      connections: facts.connections.map((one) => ({ ...one, id: canary, host: `${password}.example` })),
      requests: [
        {
          ...request,
          path: `/v1/${canary}/${encodeURIComponent(canary)}`,
          error: `Error ${canary}`,
          transport: password,
        },
      ],
    };
    const report = diagnosticsReport(leaky, [canary, password]);
    expect(report).not.toContain(canary);
    expect(report).not.toContain(password);
    expect(report).toContain('[redacted]');
    expect(diagnosticsReport(facts, [])).not.toContain(password);
  });

  it('keeps each request on one line', () => {
    const report = diagnosticsReport({ ...facts, requests: [{ ...request, error: 'a\nb\u2028c' }] }, []);
    expect(
      report
        .trimEnd()
        .split(/[\n\u2028]/)
        .at(-1),
    ).toContain('/flags a b c 12 ms');
  });
});
