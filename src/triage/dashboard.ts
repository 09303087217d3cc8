/** Addresses of the service's dashboards: made for what is shown here, and read where somebody pastes one. */
import { isLoopback } from '../api/address.ts';
import { idIn, partsOf } from './issues/resource-reference.ts';

export interface DashboardTarget {
  readonly kind: 'issue' | 'call' | 'persona' | 'agent';
  readonly id: string;
}

export interface DashboardPage {
  readonly url: string;
  /** False where the address of the thing itself is not known: the page is the nearest one. */
  readonly isExact: boolean;
}

/** The dashboard of agents. The service documents this host alone; other regions have the earlier dashboard only. */
const agentsHost = 'https://v2.app.bland.ai';

/** The page of an issue, a call, a persona or an agent; undefined for a service whose dashboard is not known. */
export function dashboardPage(
  { baseUrl, dashboardUrl }: { readonly baseUrl: string | null; readonly dashboardUrl?: string },
  { kind, id }: DashboardTarget,
): DashboardPage | undefined {
  const earlier = dashboardUrl ?? hostOf(baseUrl);
  if (earlier === undefined) return undefined;
  const at = (base: string, path: string, isExact: boolean): DashboardPage => ({
    url: `${base}/dashboard${path}`,
    isExact,
  });
  const segment = encodeURIComponent(id);
  switch (kind) {
    case 'agent':
      return at(dashboardUrl ?? (earlier === usHost ? agentsHost : earlier), `/agent/${segment}`, true);
    case 'call':
      return at(earlier, `/call-logs/${segment}`, true);
    case 'issue':
      return at(earlier, '/triage', false);
    case 'persona':
      return at(earlier, '', false);
  }
}

const usHost = 'https://app.bland.ai';

/** The dashboard beside an API: `app.bland.ai`, and `eu.app.bland.ai` for `eu.api.bland.ai`. */
function hostOf(baseUrl: string | null): string | undefined {
  const { hostname } = new URL(baseUrl ?? 'https://unknown.invalid');
  const [, region] = /^(?:(\w+)\.)?api\.bland\.ai$/.exec(hostname) ?? [undefined, null];
  if (region === null) return undefined;
  return region === undefined || region === 'us' ? usHost : `https://${region}.app.bland.ai`;
}

/** Reads the address of a dashboard in a setting. @throws Error whose message is a sentence */
export function parseDashboardUrl(text: string): string {
  if (!URL.canParse(text)) throw new Error('dashboardUrl is not an address.');
  const url = new URL(text);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  if (!isSafe || url.username !== '' || url.password !== '') {
    throw new Error('dashboardUrl begins with https:// and has no user name.');
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** What an address of a dashboard leads to; null where it does not tell. */
export interface PastedAddress {
  readonly id: string;
  readonly kind: 'issue' | 'call' | 'conversation' | 'persona' | 'agent' | null;
}

const kinds: readonly (readonly [RegExp, NonNullable<PastedAddress['kind']>])[] = [
  [/^(?:triage|issues?|issue_?id)$/i, 'issue'],
  [/^(?:call-?logs?|calls?|call_?id)$/i, 'call'],
  [/^(?:conversations?|conversation_?id)$/i, 'conversation'],
  [/^(?:personas?|persona_?id)$/i, 'persona'],
  [/^(?:agents?|agent_?id)$/i, 'agent'],
];

/**
 * Reads the address of a page in one of the dashboards, by its host and the UUIDs in it: their exact paths are not documented.
 * Of an agent and something inside it, the latter is meant.
 *
 * @param origins other dashboards: the connection's
 */
export function readDashboardAddress(text: string, origins: readonly string[] = []): PastedAddress | undefined {
  const found = addressesIn(text, origins);
  return found.findLast(({ kind }) => kind !== 'agent') ?? found.at(-1);
}

/** Everything that an address of a dashboard names, outermost first; none for any other text. */
function addressesIn(text: string, origins: readonly string[]): readonly PastedAddress[] {
  const trimmed = text.trim();
  const url = trimmed.length <= 4000 && URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (url === undefined || !(isDashboard(url) || origins.includes(url.origin))) return [];
  const parts = partsOf(url);
  return parts.flatMap((part, place): PastedAddress[] => {
    const id = idIn(part);
    const word = parts[place - 1] ?? '';
    return id === undefined ? [] : [{ id, kind: kinds.find(([pattern]) => pattern.test(word))?.[1] ?? null }];
  });
}

/** True for a page of the service's own dashboards, of whichever region. */
function isDashboard({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && /^(?:[\w-]+\.)?app\.bland\.ai$/.test(hostname);
}

/**
 * The id in a pasted address, or the text itself, which may be an id.
 *
 * @param kind what is asked for, where an address may name something inside it, too
 */
export function idPasted(text: string, kind?: PastedAddress['kind']): string {
  const asked = kind === undefined ? undefined : addressesIn(text, []).findLast((one) => one.kind === kind);
  return (asked ?? readDashboardAddress(text))?.id ?? text;
}
