import { readBland, readEvents, readListed } from './bland.ts';
import { describeUnknown } from './describe-unknown.ts';
import { type ImportItem, type JsonObject, type Place, refusal } from './import-item.ts';
import { isDeeperThan, isObject } from './json-object.ts';
import { parseJson } from './parse-json.ts';
import { platforms } from './platforms.ts';

/** Limit of nesting: JSON.stringify fails on values that JSON.parse still reads. */
const maxDepth = 200;

/** Wrappers that are opened within each other. */
const maxWrappers = 4;

/**
 * Fields that hold calls, in the order in which they are tried: webhook logs, HTTP requests as workflow tools and serverless
 * functions keep them, answers of APIs and lists of them, and what queues and event buses put around a message.
 */
const wrappers = [
  'payload body data calls call json items results conversations result response request',
  'Records Sns Message message detail event trigger',
].flatMap((names) => names.split(' '));

/**
 * Reads all calls, and what belongs to calls, in a JSON value: an answer of an API, a line of a file, text of the clipboard.
 * Every part of it ends up in one of the items. Never throws.
 */
export function readValue(value: unknown, place: Place = { line: 1, path: '' }): readonly ImportItem[] {
  if (isDeeperThan(value, maxDepth)) return [refusal({ kind: 'too-deep', levels: maxDepth }, place)];
  return readAny(value, place, 0);
}

function readAny(value: unknown, place: Place, opened: number): readonly ImportItem[] {
  if (Array.isArray(value)) return readArray(value, place, opened);
  if (!isObject(value)) return [refusal({ kind: 'not-an-object' }, place)];
  const read = readBland(value, place) ?? readPlatform(value, place) ?? readListed(value, place);
  if (read !== null) return [read];
  const inside = opened < maxWrappers ? readWrapped(value, place, opened) : [];
  return inside.length > 0 ? inside : [refusal(describeUnknown(value), place)];
}

function readArray(values: readonly unknown[], place: Place, opened: number): readonly ImportItem[] {
  if (values.length === 0) return [refusal({ kind: 'nothing' }, place)];
  const whole = readEvents(values, place) ?? readPlatform(values, place);
  if (whole !== null) return Array.isArray(whole) ? whole : [whole];
  return values.flatMap((value, position) => {
    const at = { ...place, path: `${place.path}[${position}]` };
    // A list of lists may be nested without end, unlike wrappers, whose number is limited.
    return Array.isArray(value) ? [refusal({ kind: 'not-an-object' }, at)] : readAny(value, at, opened);
  });
}

function readPlatform(value: unknown, place: Place): ImportItem | null {
  for (const platform of platforms) {
    const read = platform(value, place);
    if (read !== null) return read;
  }
  return null;
}

/** Reads the first wrapper that holds anything that can be read; else the refusals of the first that is there. */
function readWrapped(value: JsonObject, place: Place, opened: number): readonly ImportItem[] {
  let first: readonly ImportItem[] = [];
  for (const field of wrappers) {
    const held = value[field];
    if ((typeof held !== 'object' && typeof held !== 'string') || held === null) continue;
    const at = { ...place, path: place.path === '' ? field : `${place.path}.${field}` };
    const inside = typeof held === 'string' ? readText(value, held, at, opened) : readAny(held, at, opened + 1);
    if (inside.some(({ kind }) => kind !== 'refused')) return inside;
    if (first.length === 0) first = inside;
  }
  return first;
}

/** Reads a body that is JSON as text, in base64 where the event says so. */
function readText(value: JsonObject, text: string, place: Place, opened: number): readonly ImportItem[] {
  const decoded = value['isBase64Encoded'] === true ? Buffer.from(text, 'base64').toString('utf8') : text;
  if (!/^\s*[[{]/.test(decoded)) return [];
  const parsed = parseJson(decoded);
  if ('fault' in parsed) return [refusal({ kind: 'json', fault: parsed.fault }, place)];
  if (isDeeperThan(parsed.content, maxDepth)) return [refusal({ kind: 'too-deep', levels: maxDepth }, place)];
  return readAny(parsed.content, place, opened + 1);
}
