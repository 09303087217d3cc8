import { redact } from '../api/clean-text.ts';

/** A connection in a diagnostics report. Its label is left out: people put customers' names there. */
export interface ReportedConnection {
  readonly id: string;
  readonly kind: string;
  /** `host[:port]`; null for the sandbox, which is on this machine. */
  readonly host: string | null;
  readonly active: boolean;
  /** True when there is a key; nothing else about it is ever reported. */
  readonly hasKey: boolean;
  /** Route of the direct transport, without credentials; null for the sandbox. */
  readonly network: string | null;
}

interface ReportedRequest {
  readonly at: Date;
  readonly connectionId: string;
  readonly method: string;
  /** Without ids. */
  readonly path: string;
  readonly status: number | null;
  /** Class, status and code of an error; null for success. */
  readonly error: string | null;
  readonly durationMs: number;
  readonly attempt: number;
  readonly transport: string;
}

export interface ReportFacts {
  readonly version: string;
  /** Name and version. */
  readonly editor: string;
  /** System, architecture and Node. */
  readonly platform: string;
  /** The kind of remote, such as `ssh-remote`; null on this machine. */
  readonly remote: string | null;
  readonly trusted: boolean;
  /** The chosen transport: `auto`, `direct` or `editor`. */
  readonly transport: string;
  readonly connections: readonly ReportedConnection[];
  /** Numbers of entries of the outboxes in use, by state. */
  readonly outbox: Readonly<Record<string, number>>;
  /** Oldest first. */
  readonly requests: readonly ReportedRequest[];
}

/**
 * A report that can go into a public bug tracker: what runs where, and what was asked with which outcome. No bodies, no
 * queries, no titles or text, and no ids of the service.
 *
 * @param secrets what must not be in it, should it have got into one of the facts
 */
export function diagnosticsReport(facts: ReportFacts, secrets: readonly string[]): string {
  const { connections, outbox, requests } = facts;
  const waiting = Object.entries(outbox).map(([state, count]) => `${count} ${state}`);
  const lines = [
    `Call Triage ${facts.version}`,
    `Editor: ${facts.editor}`,
    `Platform: ${facts.platform}`,
    `Remote: ${facts.remote ?? 'none'}`,
    `Workspace: ${facts.trusted ? 'trusted' : 'restricted'}`,
    `Transport: ${facts.transport}`,
    `Outbox: ${waiting.length === 0 ? 'empty' : waiting.join(', ')}`,
    '',
    `Connections: ${connections.length}`,
    ...connections.map(connectionLine),
    '',
    `Last requests: ${requests.length}`,
    ...requests.map(requestLine),
  ];
  return `${redact(lines.join('\n'), secrets)}\n`;
}

function connectionLine(connection: ReportedConnection): string {
  const { id, kind, host, active, hasKey, network } = connection;
  const parts = [kind, host ?? 'this machine', hasKey ? 'key stored' : 'no key', ...(active ? ['active'] : [])];
  return oneLine(`- ${id}: ${parts.join(', ')}${network === null ? '' : `; ${network}`}`);
}

function requestLine(request: ReportedRequest): string {
  const { at, connectionId, method, path, status, error, durationMs, attempt, transport } = request;
  const outcome = error ?? `${status}`;
  return oneLine(
    `${at.toISOString()} ${connectionId} ${method} ${path} ${outcome} ${durationMs} ms, attempt ${attempt}, ${transport}`,
  );
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
