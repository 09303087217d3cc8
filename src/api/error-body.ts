import { cleanJson, cleanText } from './clean-text.ts';

/** The contents of an error response. Texts are cleaned by `cleanText`. */
export interface ErrorBody {
  readonly code: string | null;
  readonly message: string | null;
  readonly details: unknown;
  /** Rejected fields of the request: `note`, `resource_links.0.resource_id`. */
  readonly paths: readonly string[];
  readonly requiredScope: string | null;
  /** The body is a web page: from a gateway, a captive portal or another server. */
  readonly html: boolean;
}

interface Entry {
  readonly code: string | null;
  readonly message: string | null;
  readonly details: unknown;
  readonly paths: readonly string[];
  readonly requiredScope: string | null;
}

type Json = Readonly<Record<string, unknown>>;
const emptyEntry: Entry = { code: null, message: null, details: null, paths: [], requiredScope: null };

/**
 * Parses the body of an error response. The service has several styles (envelope, flat, bare, nested, plain text), and
 * gateways send HTML. Never throws.
 */
export function readErrorBody(text: string, secrets: readonly string[]): ErrorBody {
  const trimmed = text.trim();
  const html = /^(?:<!doctype html|<html|<head|<body|<\?xml|<h1)/i.test(trimmed);
  const entries = html ? [titleOf(trimmed)] : entriesOf(trimmed);
  const messages = [...new Set(entries.flatMap(({ message }) => (message === null ? [] : [message])))].slice(0, 10);
  const first = <K extends keyof Entry>(key: K) => entries.map((entry) => entry[key]).find((value) => value !== null);
  const clean = (value: string | null | undefined, limit?: number): string | null =>
    typeof value === 'string' ? cleanText(value, secrets, limit) || null : null;
  return {
    code: clean(first('code'), 100),
    message: clean(messages.join('; ')),
    details: cleanJson(first('details') ?? null, secrets),
    paths: entries.flatMap(({ paths }) => paths.slice(0, 50).map((path) => cleanText(path, secrets, 200))),
    requiredScope: clean(first('requiredScope'), 100),
    html,
  };
}

function titleOf(page: string): Entry {
  // Limited, because the patterns take quadratic time on a malicious page.
  const html = page.slice(0, 8192);
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? /<h1[^>]*>([^<]*)/i.exec(html)?.[1];
  return { ...emptyEntry, message: title === undefined || title.trim() === '' ? null : title };
}

function entriesOf(text: string): readonly Entry[] {
  const body = parseJson(text);
  if (body === undefined) return [{ ...emptyEntry, message: text === '' ? null : text }];
  return readEntries(body, 0);
}

/** Returns the entries of an error or of a list of errors. */
function readEntries(value: unknown, depth: number): readonly Entry[] {
  if (typeof value === 'string') return [{ ...emptyEntry, message: value }];
  if (depth > 3) return [];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((item) => readEntries(item, depth + 1));
  if (!isObject(value)) return [];
  const own = readObject(value);
  const inner = [value['errors'], isObject(value['error']) ? value['error'] : undefined];
  const entries = inner.flatMap((item) => readEntries(item, depth + 1));
  const hasOwn = own.code !== null || own.message !== null || own.paths.length > 0;
  return hasOwn ? [own, ...entries] : entries;
}

function readObject(value: Json): Entry {
  const error = textOf(value['error']);
  const message =
    textOf(value['message']) ??
    listOf(value['message']) ??
    textOf(value['detail']) ??
    textOf(value['error_description']);
  const code = textOf(value['code']);
  // `error` is the code if there is a message too, or if it looks like a code; otherwise it is the message.
  const errorIsCode =
    error !== null && (message !== null || /^[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)+$/.test(error));
  const { data: _, errors: __, error: ___, message: ____, code: _____, status: ______, ...rest } = value;
  return {
    code: code ?? (errorIsCode ? error : null),
    message: message ?? (errorIsCode ? null : error) ?? textOf(value['title']),
    details: value['details'] ?? (Object.keys(rest).length > 0 ? rest : null),
    paths: pathsOf(value),
    requiredScope: textOf(value['required_scope']),
  };
}

/**
 * Returns the rejected fields of a validation error. They are named by `path`, `field` or `param`, as text or as a list of
 * segments, here or in `details`; or listed in `fields`, as names or as `{ name, description }`.
 */
function pathsOf(value: Json): readonly string[] {
  const named = value['path'] ?? value['field'] ?? value['param'];
  const own = Array.isArray(named) ? named.map(String).join('.') : textOf(named);
  const listed = value['paths'] ?? value['fields'];
  const list = Array.isArray(listed)
    ? listed.slice(0, 50).flatMap((item) => textOf(isObject(item) ? item['name'] : item) ?? [])
    : [];
  const details: unknown[] = Array.isArray(value['details']) ? value['details'].slice(0, 50) : [];
  const deeper = details.flatMap((item) => (isObject(item) ? pathsOf({ ...item, details: undefined }) : []));
  return [...(own === null || own === '' ? [] : [own]), ...list, ...deeper];
}

function listOf(value: unknown): string | null {
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  return texts.length > 0 ? texts.join('; ') : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
