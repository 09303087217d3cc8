import { parseBaseUrl } from '../../api/address.ts';
import { InvalidAddressError } from '../../api/errors.ts';
import { type SigningAlgorithm, signingAlgorithms, type TalkdeskAuth } from '../../api/talkdesk/endpoint.ts';
import { isTalkdeskAccount, talkdeskHosts, talkdeskRegions } from '../../api/talkdesk/hosts.ts';

/** A Talkdesk account of `callTriage.connections`. It holds attachments but no issues. Contains no secret. */
export interface TalkdeskConnection {
  readonly id: string;
  readonly kind: 'talkdesk';
  readonly label: string;
  /** URL of the API; null for the sandbox, whose address is known once it runs. */
  readonly baseUrl: string | null;
  readonly tokenUrl: string | null;
  readonly clientId: string;
  readonly auth: TalkdeskAuth;
  /** ID of the sandbox that it belongs to; null for those of the settings. */
  readonly sandboxId: string | null;
}

/** An invalid field. */
export interface TalkdeskProblem {
  readonly field: ConnectionField;
  /** Why an address is invalid. */
  readonly address?: Pick<InvalidAddressError, 'fault' | 'host'>;
}

/** A field of an entry of `callTriage.connections` that may be invalid. */
export type ConnectionField =
  | 'account'
  | 'algorithm'
  | 'auth'
  | 'baseUrl'
  | 'clientId'
  | 'dashboardUrl'
  | 'keyId'
  | 'region'
  | 'tokenUrl';

/** Client ID of the sandbox. */
const sandboxClient = 'sandbox';

/** Returns the Talkdesk connection of a sandbox, which needs no setup. */
export function sandboxTalkdesk(sandboxId: string, label: string): TalkdeskConnection {
  const auth = { kind: 'basic' } as const;
  const own = { baseUrl: null, tokenUrl: null, clientId: sandboxClient, auth, sandboxId };
  return { id: `${sandboxId}.talkdesk`, kind: 'talkdesk', label: `Talkdesk (${label})`, ...own };
}

/**
 * Returns the origins that a secret is bound to: the secret is sent to the token endpoint, its tokens to the API.
 *
 * @throws TypeError for a sandbox, which has a secret of its own
 */
export function boundOrigins({ baseUrl, tokenUrl }: TalkdeskConnection): string {
  if (baseUrl === null || tokenUrl === null) throw new TypeError('the sandbox has a secret of its own');
  return [...new Set([new URL(tokenUrl).origin, new URL(baseUrl).origin])].join(', ');
}

/** Reads a Talkdesk entry, which has an account and a region, or both addresses. */
export function readTalkdesk(
  id: string,
  label: string,
  entry: Readonly<Record<string, unknown>>,
): TalkdeskConnection | TalkdeskProblem {
  const clientId = textOf(entry['clientId']);
  if (!/^[\x21-\x7e]{1,200}$/.test(clientId)) return { field: 'clientId' };
  const auth = readAuth(entry);
  if ('field' in auth) return auth;
  const hosts = readHosts(entry);
  if ('field' in hosts) return hosts;
  return { id, kind: 'talkdesk', label, ...hosts, clientId, auth, sandboxId: null };
}

function readAuth(entry: Readonly<Record<string, unknown>>): TalkdeskAuth | TalkdeskProblem {
  const kind = entry['auth'] ?? 'basic';
  if (kind === 'basic') return { kind };
  if (kind !== 'jwt') return { field: 'auth' };
  const keyId = textOf(entry['keyId']);
  if (keyId === '') return { field: 'keyId' };
  const algorithm = entry['algorithm'] ?? 'ES256';
  if (!isAlgorithm(algorithm)) return { field: 'algorithm' };
  return { kind, keyId, algorithm };
}

function readHosts(
  entry: Readonly<Record<string, unknown>>,
): { readonly baseUrl: string; readonly tokenUrl: string } | TalkdeskProblem {
  const { baseUrl, tokenUrl } = entry;
  if (baseUrl !== undefined || tokenUrl !== undefined) {
    for (const field of ['baseUrl', 'tokenUrl'] as const) {
      const value = entry[field];
      if (typeof value !== 'string') return { field };
      const invalid = faultOfAddress(value);
      if (invalid !== undefined) return { field, address: { fault: invalid.fault, host: invalid.host } };
    }
    return { baseUrl: parseBaseUrl(String(baseUrl)).href, tokenUrl: new URL(String(tokenUrl)).href };
  }
  const account = textOf(entry['account']);
  if (!isTalkdeskAccount(account)) return { field: 'account' };
  const region = talkdeskRegions.find((one) => one === (textOf(entry['region']) || 'US').toUpperCase());
  if (region === undefined) return { field: 'region' };
  return talkdeskHosts(account, region);
}

function faultOfAddress(text: string): InvalidAddressError | undefined {
  try {
    parseBaseUrl(text);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidAddressError) return error;
    throw error;
  }
}

function isAlgorithm(value: unknown): value is SigningAlgorithm {
  return signingAlgorithms.some((one) => one === value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
