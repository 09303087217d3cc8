import { parseBaseUrl } from '../../api/address.ts';
import { readTalkdesk, sandboxTalkdesk, type TalkdeskConnection } from './talkdesk-connection.ts';

/** A service the user works with, as `callTriage.connections` describes it. Never holds a secret. */
export interface Connection {
  readonly id: string;
  readonly kind: 'bland' | 'sandbox';
  readonly label: string;
  /** Address of the service; null for the sandbox, whose address is known once it runs. */
  readonly baseUrl: string | null;
  /** True for the connection made by `BLAND_API_KEY`, which is in no setting and never saved. */
  readonly implicit: boolean;
}

/** Something in the setting that cannot be used. The rest of the setting still counts. */
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
  /** Position in the list, from zero; null when the setting itself is at fault. */
  readonly position: number | null;
  readonly id: string | null;
  /** The offending value, or the rule's own sentence for an address or a field. */
  readonly detail: string;
  /** Which field breaks its rule. */
  readonly field?: string;
}

export interface ConnectionList {
  /** Those that hold triage issues. */
  readonly connections: readonly Connection[];
  /** Those that hold attachments: Talkdesk accounts, and what each sandbox brings along. */
  readonly talkdesk: readonly TalkdeskConnection[];
  readonly problems: readonly ConnectionProblem[];
}

/** The base URL of the US region, which is the documented default. */
export const defaultBaseUrl = 'https://api.bland.ai';

/** The id of the connection that the environment makes. */
const implicitConnectionId = 'env';

/**
 * What a connection's unsent writes are recorded under: its id and its origin, since what was written for one service must
 * not be sent to another that has the id today.
 */
export function connectionKey({ id, baseUrl }: Connection | TalkdeskConnection): string {
  return baseUrl === null ? id : `${id} ${new URL(baseUrl).origin}`;
}

/** Ids appear in secret names and in deep links, so they stay plain. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** True for a text that can be a connection's ID. */
export function isConnectionId(text: string): boolean {
  return idPattern.test(text);
}

/**
 * Reads `callTriage.connections` and the environment. Everything usable is returned, everything else is named:
 * a malformed entry never hides the others.
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
  if (kind === 'sandbox') {
    return { id, kind, label: name === 'sandbox' ? 'Local (sandbox)' : name, baseUrl: null, implicit: false };
  }
  if (kind === 'talkdesk') {
    const read = readTalkdesk(id, name, entry as Record<string, unknown>);
    if ('kind' in read) return read;
    return { reason: 'bad-field', position, id, detail: read.problem, field: read.field };
  }
  if (kind !== 'bland') return { reason: 'unknown-kind', position, id, detail: String(kind) };
  const address = readAddress(baseUrl);
  if ('problem' in address) return { reason: 'bad-address', position, id, detail: address.problem };
  return { id, kind, label: name, baseUrl: address.url, implicit: false };
}

function readAddress(value: unknown): { url: string } | { problem: string } {
  if (value !== undefined && typeof value !== 'string') return { problem: 'The base URL must be text.' };
  try {
    return { url: parseBaseUrl(value ?? defaultBaseUrl).href };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Connection | ConnectionProblem | undefined {
  if ((env['BLAND_API_KEY'] ?? '') === '') return undefined;
  const given = env['BLAND_BASE_URL'];
  const address = readAddress(given === '' ? undefined : given);
  if ('problem' in address) {
    return { reason: 'bad-address', position: null, id: implicitConnectionId, detail: address.problem };
  }
  return { id: implicitConnectionId, kind: 'bland', label: 'BLAND_API_KEY', baseUrl: address.url, implicit: true };
}
