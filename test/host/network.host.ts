// Proxies of the editor's own settings: a change counts for the next request, without a reload.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { closedPort } from '../support/http.ts';
import { command, forgetConnections } from './service.ts';

interface Found {
  readonly stage: string;
  readonly reason: string;
  readonly proxy: string | null;
  readonly transport: string;
}

const password = 'canary-proxy-pass-5e1c';
const key = 'org_canary7f3a9e51c2d84b60';

describe('behind a proxy', () => {
  let gate: ConnectProxy;
  let host: string;
  const user = vscode.ConfigurationTarget.Global;
  const proxyIs = (url: string | undefined) => vscode.workspace.getConfiguration('http').update('proxy', url, user);
  const transportIs = (name: string | undefined) =>
    vscode.workspace.getConfiguration('callTriage.network').update('transport', name, user);
  const found = () => command<Found & object>('testConnection', { connectionId: 'behind' });

  before(async () => {
    gate = await startConnectProxy({ credentials: `agent:${password}` });
    // A port without a service.
    host = `call-triage.test:${await closedPort()}`;
    await command('connect', { id: 'behind', kind: 'bland', baseUrl: `https://${host}`, apiKey: key });
    await transportIs('direct');
  });

  after(async () => {
    await proxyIs(undefined);
    await transportIs(undefined);
    await forgetConnections();
    await gate.close();
  });

  it('a change of http.proxy counts at once', async () => {
    await proxyIs('http://127.0.0.1:9');
    const closed = await found();
    assert.deepEqual([closed.stage, closed.reason, closed.proxy], ['proxy', 'ECONNREFUSED', '127.0.0.1:9']);
    await proxyIs(gate.url());
    const refused = await found();
    assert.deepEqual([refused.stage, refused.reason, refused.proxy], ['proxy', 'proxy_authentication', gate.host]);
    await proxyIs(gate.url(`agent:${password}`));
    // Let in now, but there is no service.
    const unreachable = await found();
    assert.deepEqual([unreachable.stage, unreachable.reason], ['proxy', 'proxy_refused']);
    assert.equal(gate.asked.at(-1)?.target, host);
  });

  it('the chosen transport counts at once', async () => {
    await transportIs('editor');
    const before = gate.asked.length;
    const asked = await found();
    assert.equal(asked.transport, 'editor');
    // The editor's own networking has gone through the proxy as well: that is what it is for.
    assert.ok(gate.asked.length > before);
    await transportIs('auto');
    const both = await found();
    assert.deepEqual([both.transport, both.stage], ['auto', 'proxy']);
  });

  it('the diagnostics name the proxy, and hold neither its password nor the key', async () => {
    const { report } = await command<{ report: string }>('copyDiagnostics', {});
    assert.match(report, new RegExp(`- behind: bland, ${host}, key stored.*proxy http://${gate.host}`));
    assert.equal(await vscode.env.clipboard.readText(), report);
    for (const secret of [password, key, Buffer.from(`agent:${password}`).toString('base64')]) {
      assert.ok(!report.includes(secret));
    }
  });
});
