/**
 * Links into the extension: `<scheme>://call-triage.call-triage/call/<id>?connection=<id>&issue=<id>&message=12` (or `message=0:16`) and
 * `…/issue/<id>?connection=<id>`. Anybody may have written one, so each part is checked; a link names things and does nothing.
 */
import { type PastedAddress, readDashboardAddress } from './dashboard.ts';
import { messageName, type MessageName } from './transcript/message-name.ts';

/** The publisher and name of the extension: what the editor hands links over by. */
const authority = 'call-triage.call-triage';

interface CallLink {
  readonly kind: 'call';
  readonly callId: string;
  readonly issueId: string | null;
  /** Position in the API's `transcripts[]`, or the message's time, which somebody may have written there. */
  readonly messageIndex: MessageName | null;
  readonly connectionId: string | null;
}

interface IssueLink {
  readonly kind: 'issue';
  readonly issueId: string;
  readonly connectionId: string | null;
}

export type Link = CallLink | IssueLink;

/** Reasons for which a text is not a link into the extension. */
export type LinkFault = 'not-a-link' | 'other-extension' | 'other-page' | 'bad-id' | 'bad-message' | 'bad-connection';

/** An id in a link: no separators of a URL, nothing invisible, nothing encoded twice. */
const id = /^[^\s/\\?#&=%+\p{C}]{1,200}$/u;
const connection = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** More messages than any call has. */
const index = /^#?\d{1,7}$/;

/** The link as text; undefined when an id cannot stand in one. */
export function writeLink(scheme: string, link: Link): string | undefined {
  const [name, ...rest] = link.kind === 'call' ? [link.callId, link.issueId] : [link.issueId];
  if (![name, ...rest].every((one) => one === null || one === undefined || isId(one)) || name === undefined)
    return undefined;
  const query = [
    ['connection', link.connectionId],
    ['issue', link.kind === 'call' ? link.issueId : null],
    ['message', link.kind === 'call' ? (link.messageIndex?.toString() ?? null) : null],
  ].flatMap(([key, value]) => (typeof value === 'string' ? [`${key}=${encodeURIComponent(value)}`] : []));
  const address = `${scheme}://${authority}/${link.kind}/${encodeURIComponent(name)}`;
  return query.length === 0 ? address : `${address}?${query.join('&')}`;
}

/** Reads a link, of whichever editor it was made by, or an address of the service's dashboards. Never throws. */
export function readLink(text: string): Link | { readonly fault: LinkFault } {
  const trimmed = text.trim();
  const url = trimmed.length <= 2000 && URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const pasted = readDashboardAddress(trimmed);
  if (pasted !== undefined) return pastedLink(pasted);
  if (url === undefined || /^(?:https?|file|data|javascript|command):$/.test(url.protocol))
    return { fault: 'not-a-link' };
  if (url.host.toLowerCase() !== authority || url.username !== '' || url.password !== '') {
    return { fault: 'other-extension' };
  }
  const [, kind, name, ...more] = url.pathname.split('/').map(decoded);
  if ((kind !== 'call' && kind !== 'issue') || name === undefined || more.some((part) => part !== '')) {
    return { fault: 'other-page' };
  }
  const query = (key: string): string | null => url.searchParams.get(key);
  const connectionId = query('connection');
  if (!isId(name)) return { fault: 'bad-id' };
  if (connectionId !== null && !connection.test(connectionId)) return { fault: 'bad-connection' };
  if (kind === 'issue') return { kind, issueId: name, connectionId };
  const [issueId, message] = [query('issue'), query('message')];
  if (issueId !== null && !isId(issueId)) return { fault: 'bad-id' };
  const messageIndex = message === null ? null : messageIn(message);
  if (messageIndex === undefined) return { fault: 'bad-message' };
  return { kind, callId: name, issueId, messageIndex, connectionId };
}

/** A page of the dashboard as a link; it names no connection. */
function pastedLink({ kind, id: name }: PastedAddress): Link | { readonly fault: LinkFault } {
  if (kind === 'issue') return { kind, issueId: name, connectionId: null };
  if (kind !== 'call' && kind !== 'conversation') return { fault: 'other-page' };
  return { kind: 'call', callId: name, issueId: null, messageIndex: null, connectionId: null };
}

/** The message that a link names; undefined for what is no name of one. */
function messageIn(text: string): MessageName | undefined {
  if (index.test(text)) return Number(text.replace('#', ''));
  const { data } = messageName.safeParse(text);
  return data;
}

/** `.` and `..` are steps within an address, so they are no ids. */
function isId(text: string): boolean {
  return id.test(text) && text !== '.' && text !== '..';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
