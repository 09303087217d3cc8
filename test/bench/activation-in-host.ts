// Runs in an extension host: activates our extension and an empty one, each with its first request to a service on loopback.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import * as vscode from 'vscode';

interface Times {
  /** Milliseconds until activation ended. */
  readonly activated: number;
  /** Milliseconds until the first request arrived. */
  readonly requested: number;
}

export interface ActivationTimes {
  readonly ours: Times;
  readonly empty: Times;
}

async function measure(extensionId: string, request: (origin: string) => Promise<unknown>): Promise<Times> {
  const server = createServer((_request, response) => response.writeHead(200).end('{"data":{},"errors":null}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const arrived = once(server, 'request').then(() => performance.now());
  const began = performance.now();
  await vscode.extensions.getExtension(extensionId)?.activate();
  const activated = performance.now() - began;
  await request(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).catch(() => undefined);
  const requested = (await arrived) - began;
  server.closeAllConnections();
  server.close();
  return { activated, requested };
}

const ours = (): Promise<Times> =>
  measure('call-triage.call-triage', async (baseUrl) => {
    // Adding a connection tests it, which is a request.
    const connection = { id: 'bench', kind: 'bland', baseUrl, apiKey: 'org_bench_key_0123456789' };
    await vscode.commands.executeCommand('callTriage.connect', connection);
    await vscode.commands.executeCommand('callTriage.testConnection', { connectionId: 'bench' });
  });

const empty = (): Promise<Times> => measure('call-triage.empty', (origin) => fetch(origin));

export async function run(): Promise<void> {
  const isOursFirst = process.env['CALL_TRIAGE_BENCH_FIRST'] === 'ours';
  const first = await (isOursFirst ? ours() : empty());
  const second = await (isOursFirst ? empty() : ours());
  const times: ActivationTimes = isOursFirst ? { ours: first, empty: second } : { ours: second, empty: first };
  await writeFile(process.env['CALL_TRIAGE_BENCH_OUT'] ?? '', JSON.stringify(times));
}
