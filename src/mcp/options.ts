import { parseArgs } from 'node:util';
import { parseBaseUrl } from '../api/address.ts';
import { parseKey } from '../api/key.ts';
import { type Environment, type NetworkSettings, readNetworkSettings } from '../api/network/settings.ts';
import { defaultBaseUrl, isConnectionId } from '../triage/sessions/connection.ts';

export const usage = `Usage: node mcp.js [--storage DIR [--allow-writes]] [--mask]

  --storage DIR    the folder in which the editor keeps Call Triage's data: masks as the editor does, and records writes there
  --allow-writes   offers the tools that write
  --mask           masks personal data, whatever the editor does

  BLAND_API_KEY    the API key (required)
  BLAND_BASE_URL   the address of the service, ${defaultBaseUrl} by default`;

/** The command line or the environment cannot be used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface ServerOptions {
  readonly baseUrl: URL;
  readonly key: string;
  /** The folder with the database; null for none, and then nothing is written anywhere. */
  readonly storage: string | null;
  readonly mayWrite: boolean;
  /** Mask in any case. */
  readonly isMasked: boolean;
  /** The editor's connection that writes are recorded for. The address of a sandbox changes, and does not tell it apart. */
  readonly connection: { readonly id: string; readonly isSandbox: boolean };
  /** Identifies the key among the writes; null when its fingerprint does. */
  readonly account: string | null;
  readonly network: NetworkSettings;
}

/** The names of variables by which the editor hands over what has no place on a command line. */
export const variables = {
  key: 'BLAND_API_KEY',
  baseUrl: 'BLAND_BASE_URL',
  account: 'CALL_TRIAGE_ACCOUNT',
  network: 'CALL_TRIAGE_NETWORK',
} as const;

/** Reads the command line and the environment. @throws UsageError */
export function readOptions(args: readonly string[], environment: Environment): ServerOptions {
  const { storage, mask, connection, sandbox, ...flags } = readArguments(args);
  if (connection !== undefined && !isConnectionId(connection)) throw new UsageError('--connection is no ID.');
  const key = environment[variables.key] ?? '';
  if (key === '') throw new UsageError(`Set ${variables.key} to the API key.`);
  return {
    baseUrl: checked(() => parseBaseUrl(environment[variables.baseUrl] || defaultBaseUrl)),
    key: checked(() => parseKey(key)),
    storage: storage ?? null,
    mayWrite: flags['allow-writes'] === true,
    isMasked: mask === true,
    connection: { id: connection ?? 'env', isSandbox: sandbox === true },
    account: environment[variables.account] || null,
    network: networkOf(environment[variables.network]),
  };
}

function readArguments(args: readonly string[]) {
  const options = {
    storage: { type: 'string' },
    'allow-writes': { type: 'boolean' },
    mask: { type: 'boolean' },
    connection: { type: 'string' },
    sandbox: { type: 'boolean' },
  } as const;
  return checked(() => parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values);
}

function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments cannot be read.');
  }
}

/** The editor's own networking is not here: without settings, requests go out directly or through the environment's proxy. */
function networkOf(given: string | undefined): NetworkSettings {
  let raw: unknown;
  try {
    raw = JSON.parse(given ?? '{}');
  } catch {
    raw = {};
  }
  return { ...readNetworkSettings(typeof raw === 'object' && raw !== null ? raw : {}), transport: 'direct' };
}
