import { parseBaseUrl } from '../../api/address.ts';
import { InvalidAddressError } from '../../api/errors.ts';
import { parseDashboardUrl } from '../dashboard.ts';
import { type ConnectionField, readTalkdesk, sandboxTalkdesk, type TalkdeskConnection } from './talkdesk-connection.ts';

/** An entry of `callTriage.connections` that holds issues. Contains no secret. */
export interface Connection {
  readonly id: string;
  readonly kind: 'bland' | 'sandbox';
  readonly label: string;
  /** Address of the service; null for the sandbox, whose address is known once it runs. */
  readonly baseUrl: string | null;
  /** Address of the dashboard beside it; without it, the service's own. */
  readonly dashboardUrl?: string;
  /** True for the connection of `BLAND_API_KEY`, which is never saved. */
  readonly implicit: boolean;
}

/** An invalid part of the setting, which does not affect the rest. */
export interface ConnectionProblem {
  readonly reason:
    | 'not-a-list'
    | 'not-an-object'
    | 'no-id'
    | 'bad-id'
    | 'same-id'
    | 'reserved-id'
    | 'unknown-kind'
    | 'bad-field'
    | 'bad-address';
  /** Zero-based position in the list; null if the setting itself is invalid. */
  readonly position: number | null;
  readonly id: string | null;
  /** The invalid value; empty for an address or a field. */
  readonly detail: string;
  /** Why an address is invalid; absent where it is no text. */
  readonly address?: Pick<InvalidAddressError, 'fault' | 'host'>;
  /** The invalid field; with `bad-field` and `bad-address`. */
  readonly field?: ConnectionField;
}

export interface ConnectionList {
  /** Connections that hold issues. */
  readonly connections: readonly Connection[];
  /** Connections that hold attachments: Talkdesk accounts, and the one of each sandbox. */
  readonly talkdesk: readonly TalkdeskConnection[];
  readonly problems: readonly ConnectionProblem[];
}

/** The base URL of the US region, which is the documented default. */
export const defaultBaseUrl = 'https://api.bland.ai';

/** ID of the connection of `BLAND_API_KEY`. */
const implicitConnectionId = 'env';

/**
 * Returns the key under which pending changes of a connection are stored: its ID and origin, so that a change is not sent to
 * another service that has the same ID later.
 */
export function connectionKey({ id, baseUrl }: Connection | TalkdeskConnection): string {
  return baseUrl === null ? id : `${id} ${new URL(baseUrl).origin}`;
}

/** IDs are part of names of secrets and of links. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** True for a text that can be a connection's ID. */
export function isConnectionId(text: string): boolean {
  return idPattern.test(text);
}

/**
 * Reads `callTriage.connections` and the environment. Invalid entries are returned as problems.
 */
export function readConnections(setting: unknown, env: Readonly<Record<string, string | undefined>>): ConnectionList {
  const connections: Connection[] = [];
  const talkdesk: TalkdeskConnection[] = [];
  const problems: ConnectionProblem[] = [];
  if (setting !== undefined && setting !== null && !Array.isArray(setting)) {
    problems.push({ reason: 'not-a-list', position: null, id: null, detail: typeof setting });
  }
  const entries: unknown[] = Array.isArray(setting) ? setting : [];
  for (const [position, entry] of entries.entries()) {
    const read = readEntry(entry, position);
    if ('reason' in read) problems.push(read);
    else if ([...connections, ...talkdesk].some(({ id }) => id === read.id)) {
      problems.push({ reason: 'same-id', position, id: read.id, detail: read.id });
    } else if (read.kind === 'talkdesk') talkdesk.push(read);
    else connections.push(read);
  }
  const implicit = readEnvironment(env);
  if (implicit !== undefined) {
    if ('reason' in implicit) problems.push(implicit);
    else connections.push(implicit);
  }
  for (const { id, kind, label } of connections) {
    const own = sandboxTalkdesk(id, label);
    if (kind === 'sandbox' && ![...connections, ...talkdesk].some((one) => one.id === own.id)) talkdesk.push(own);
  }
  return { connections, talkdesk, problems };
}

function readEntry(entry: unknown, position: number): Connection | TalkdeskConnection | ConnectionProblem {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return { reason: 'not-an-object', position, id: null, detail: JSON.stringify(entry)?.slice(0, 80) ?? '' };
  }
  const { id, kind, label, baseUrl } = entry as Record<string, unknown>;
  if (typeof id !== 'string' || id === '') return { reason: 'no-id', position, id: null, detail: '' };
  if (!isConnectionId(id)) return { reason: 'bad-id', position, id, detail: id };
  if (id === implicitConnectionId) return { reason: 'reserved-id', position, id, detail: id };
  const name = typeof label === 'string' && label.trim() !== '' ? label.trim() : id;
  const dashboard = readDashboard(entry as Record<string, unknown>);
  if (dashboard === undefined) return { reason: 'bad-field', position, id, detail: '', field: 'dashboardUrl' };
  if (kind === 'sandbox') {
    const shown = name === 'sandbox' ? 'Local (sandbox)' : name;
    return { id, kind, label: shown, baseUrl: null, ...dashboard, implicit: false };
  }
  if (kind === 'talkdesk') {
    const read = readTalkdesk(id, name, entry as Record<string, unknown>);
    if ('kind' in read) return read;
    return { reason: 'bad-field', position, id, detail: '', ...read };
  }
  if (kind !== 'bland') return { reason: 'unknown-kind', position, id, detail: String(kind) };
  const address = readAddress(baseUrl);
  if (!('url' in address)) return { reason: 'bad-address', position, id, ...address };
  return { id, kind, label: name, baseUrl: address.url, ...dashboard, implicit: false };
}

/** Undefined when it is invalid. */
function readDashboard({
  dashboardUrl: value,
}: Readonly<Record<string, unknown>>): { dashboardUrl?: string } | undefined {
  if (value === undefined) return {};
  if (typeof value !== 'string') return undefined;
  try {
    return { dashboardUrl: parseDashboardUrl(value) };
  } catch {
    return undefined;
  }
}

type AddressProblem = Pick<ConnectionProblem, 'detail' | 'address' | 'field'>;

function readAddress(value: unknown): { url: string } | AddressProblem {
  const invalid = { detail: '', field: 'baseUrl' } as const;
  if (value !== undefined && typeof value !== 'string') return invalid;
  try {
    return { url: parseBaseUrl(value ?? defaultBaseUrl).href };
  } catch (error) {
    if (!(error instanceof InvalidAddressError)) throw error;
    return { ...invalid, address: { fault: error.fault, host: error.host } };
  }
}

function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Connection | ConnectionProblem | undefined {
  if ((env['BLAND_API_KEY'] ?? '') === '') return undefined;
  const baseUrl = env['BLAND_BASE_URL'];
  const address = readAddress(baseUrl === '' ? undefined : baseUrl);
  if (!('url' in address)) return { reason: 'bad-address', position: null, id: implicitConnectionId, ...address };
  return { id: implicitConnectionId, kind: 'bland', label: 'BLAND_API_KEY', baseUrl: address.url, implicit: true };
}
