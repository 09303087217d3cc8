// A service for the suites: the sandbox, started by the tests, and reached by the extension as if it were an account.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';

export interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface Service {
  readonly connectionId: string;
  readonly origin: string;
  readonly key: string;
  /** Asks the service directly. */
  ask<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: T }>;
  /** Every item of a list. */
  list(path: string): Promise<Item[]>;
  close(): Promise<void>;
}

/** Starts a service and connects the extension to it by its own command. */
export async function connectToService(connectionId: string, options: SandboxOptions = {}): Promise<Service> {
  const service = serviceAt(connectionId, await startSandbox(options));
  await connect(service);
  return service;
}

/** Connects the extension to a service. */
export async function connect(service: Service, label = 'Test service'): Promise<void> {
  await command('connect', {
    id: service.connectionId,
    kind: 'bland',
    label,
    baseUrl: service.origin,
    apiKey: service.key,
  });
}

/** The service of a sandbox that runs. Nothing is connected to it yet. */
export function serviceAt(connectionId: string, sandbox: RunningSandbox): Service {
  const ask: Service['ask'] = async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(path, sandbox.origin), {
      method,
      headers: { authorization: sandbox.key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  };
  return {
    connectionId,
    origin: sandbox.origin,
    key: sandbox.key,
    ask,
    async list(path) {
      const { status, body } = await ask<{ data: { items: Item[] } }>('GET', `${path}?limit=100`);
      assert.equal(status, 200);
      return body.data.items;
    },
    close: () => sandbox.close(),
  };
}

/** Leaves no connection behind for the next suite. */
export async function forgetConnections(): Promise<void> {
  await vscode.workspace
    .getConfiguration('callTriage')
    .update('connections', undefined, vscode.ConfigurationTarget.Global);
}

/** Runs a command as a script does. */
export async function command<T = Record<string, unknown>>(name: string, args: object): Promise<T> {
  return (await vscode.commands.executeCommand(`callTriage.${name}`, args)) as T;
}

/** What a command rejects with: its name and code tell the cause. */
export async function refusal(name: string, args: object): Promise<Error & { readonly code?: string }> {
  try {
    await command(name, args);
  } catch (error) {
    assert.ok(error instanceof Error, `${name} rejected with something that is no error`);
    return error;
  }
  throw new assert.AssertionError({ message: `${name} was expected to reject` });
}
