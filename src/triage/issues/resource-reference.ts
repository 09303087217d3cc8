/** Something that can be attached to an issue, as a person names it: by its id, or by an address that holds the id. */
interface ResourceReference {
  readonly id: string;
  /** The type by the URL; null for an id alone, and for a URL that does not tell. */
  readonly type: 'call' | 'sms_conversation' | null;
}

/** Reasons for which a text names nothing that can be attached. */
type ReferenceFault =
  /** Neither an id nor an address. */
  | 'not-an-id'
  /** An address of somebody else, where an id means nothing. */
  | 'other-site'
  | 'no-id-in-address'
  | 'several-ids-in-address';

export interface BadReference {
  /** As it was typed, at most 100 characters of it. */
  readonly text: string;
  readonly fault: ReferenceFault;
}

export interface References {
  /** In the order they were given, each once. */
  readonly found: readonly ResourceReference[];
  readonly bad: readonly BadReference[];
}

export interface ReferenceOptions {
  /** Origins besides the service's own whose addresses are read: the connection's. */
  readonly origins?: readonly string[];
  /** Takes every plain id. The service's are UUIDs; those of imported calls can be anything. */
  readonly anyId?: boolean;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const plainId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
/** Separators: white space, commas, semicolons. */
const between = /[\s,;]+/;
/** A Markdown link, whose target is meant. */
const markdownLink = /\[[^[\]\n]{0,300}\]\(\s{0,9}<?([^()\s<>]+)>?[^()\n]{0,300}\)[.!?:)]{0,5}/g;
/** Quotes, brackets and ends of a sentence around an id or address. */
const outside = /^[\s"'`“”‘’„«»<([{*#?~_-]+|[\s"'`“”‘’«»>)\]}*.,:;!?…]+$/gu;
/** No id or address is longer, in UTF-16 units. */
const longestToken = 4000;
/** A label before an id: `call_id=`, `"id":`. */
const labelled = /^([a-z][\w.-]{0,40})["'”’]?[:=]+["'“‘]?/i;
const labelAlone = /^["'“‘{[(-]{0,3}(?:call|c|conversation|sms|resource|chat)?[_-]?ids?["'”’]?[:=]?$/i;
/** A bracket of a list, or a bar of a table, that stands alone. */
const frame = /^[[\]{}()|]$/;

/** Reads ids and addresses, one or several. Never throws: what cannot be read is named. */
export function readReferences(text: string, options: ReferenceOptions = {}): References {
  const found = new Map<string, ResourceReference>();
  const bad: BadReference[] = [];
  const tokens = text
    .replace(markdownLink, ' $1 ')
    .split(between)
    .filter((token, _place, all) => token !== '' && (all.length === 1 || !frame.test(token)));
  for (let place = 0; place < tokens.length; place += 1) {
    const token = tokens[place] ?? '';
    // `call_id: 5b0e…` is one reference, with a blank in it.
    const joined = labelAlone.test(token) ? readReference(`${token}=${tokens[place + 1] ?? ''}`, options) : undefined;
    const isJoined = joined !== undefined && !('fault' in joined);
    if (isJoined) place += 1;
    const read = isJoined ? joined : readReference(token, options);
    if ('fault' in read) bad.push(read);
    else if ((found.get(read.id)?.type ?? null) === null) found.set(read.id, read);
  }
  return { found: [...found.values()], bad };
}

function readReference(
  token: string,
  { origins = [], anyId = false }: ReferenceOptions,
): ResourceReference | BadReference {
  const bad = (fault: ReferenceFault): BadReference => ({ text: token.slice(0, 100), fault });
  if (token.length > longestToken) return bad('not-an-id');
  const plain = token.replace(/\p{Cf}/gu, '').replace(outside, '');
  if (!/^https?:/i.test(plain)) {
    const [label = '', name = ''] = labelled.exec(plain) ?? [];
    const rest = plain.slice(label.length);
    const isLabel = name !== '' && !uuid.test(name) && (uuid.test(rest) || /ids?$/i.test(name));
    const id = isLabel ? rest : plain;
    const type = isLabel ? typeIn([name]) : null;
    const written = id.replace(/\p{Pd}/gu, '-').replace(/[_~/]+$/, '');
    if (uuid.test(written)) return { id: written.toLowerCase(), type };
    return anyId && plainId.test(id) ? { id, type } : bad('not-an-id');
  }
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  if (url === undefined) return bad('not-an-id');
  const recording = recordedCall(url);
  if (recording !== undefined) return { id: recording, type: 'call' };
  if (!isOurs(url, origins)) return bad('other-site');
  const parts = partsOf(url);
  // What is inside an agent is meant, not the agent.
  const ids = parts.flatMap((part, place) => (isAgentWord(parts[place - 1]) ? [] : (idIn(part) ?? [])));
  const [id] = ids;
  if (id === undefined) return bad('no-id-in-address');
  // The dashboard's conversations are calls and message threads alike.
  const words = url.hostname.endsWith('app.bland.ai') ? parts.filter((part) => !/^conversations?$/i.test(part)) : parts;
  return new Set(ids).size === 1 ? { id, type: typeIn(words) } : bad('several-ids-in-address');
}

function isAgentWord(part: string | undefined): boolean {
  return /^agents?$/i.test(part ?? '');
}

/** The service's API and its dashboards, of whichever region; and what the caller adds. */
function isOurs(url: URL, origins: readonly string[]): boolean {
  if (origins.includes(url.origin)) return true;
  return url.protocol === 'https:' && /(^|\.)bland\.ai$/.test(url.hostname);
}

/** The call of a recording: the file is named by it, and kept wherever the service or the account keeps files. */
function recordedCall({ protocol, pathname }: URL): string | undefined {
  const file = pathname.split('/').at(-1) ?? '';
  return protocol === 'https:' && /\.(wav|mp3|ogg)$/i.test(file) ? idIn(file) : undefined;
}

/** Every part of an address that can hold an id: of the path, the query, and the path behind the hash. */
export function partsOf(url: URL): string[] {
  const raw = [...url.pathname.split('/'), ...[...url.searchParams].flat(), ...url.hash.slice(1).split(/[/?&=]/)];
  return raw.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** A UUID, also before a recording's own (`{call_id}:{recording_id}`, Get Recording) or a file's ending (`.mp3`). */
export function idIn(part: string): string | undefined {
  const [id = ''] = part.split(/[:.]/, 1);
  return uuid.test(id) ? id.toLowerCase() : undefined;
}

/** `/v1/calls/…`, `/v1/recordings/…`, `?call_id=…`; `/v1/sms/conversations/…`. */
function typeIn(parts: readonly string[]): ResourceReference['type'] {
  const words = new Set(parts.map((part) => part.toLowerCase().replace(/[^a-z]/g, '')));
  const says = (...any: string[]): boolean => any.some((word) => words.has(word));
  if (says('sms', 'conversations', 'conversationid', 'smsconversationid')) return 'sms_conversation';
  return says('calls', 'recordings', 'callid', 'call', 'calllogs', 'recording') ? 'call' : null;
}
