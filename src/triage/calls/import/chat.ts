import type { JsonObject } from './import-item.ts';
import { contentText } from './content-text.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { action, type Platform, platformCall, type PlatformRow } from './platform-call.ts';
import { readEntries, speakerWord, toolCall, toolResult } from './platform-rows.ts';

const lists = ['messages', 'conversation', 'transcript', 'history', 'turns', 'dialogue', 'utterances'];
const speakers = ['role', 'speaker', 'sender', 'from', 'author'];
const texts = ['content', 'text', 'message', 'transcript', 'utterance'];
const clocks = ['created_at', 'createdAt', 'timestamp', 'time', 'date'];
const offsets = ['seconds', 'time_sec', 'time_in_call_secs', 'secondsFromStart', 'start_seconds'];
const ids = ['call_id', 'conversation_id', 'session_id', 'thread_id', 'id'];

/** Reads a plain list of messages, each with who says it and what: a chat log, or the messages of a language model's API. */
export const readChat: Platform = (value, place) => {
  const list = Array.isArray(value) ? value : isObject(value) ? lists.map((name) => value[name]).find(isChat) : null;
  if (!isChat(list)) return null;
  const about = isObject(value) ? value : {};
  const id = ids.map((name) => about[name]).find((one) => textOf(one) !== null);
  const tools = new Map(
    objectsIn(list).flatMap(({ tool_calls: calls }) => objectsIn(calls).map((one) => [one['id'], nameOf(one)])),
  );
  return platformCall({ origin: 'chat', id, ...readEntries(list, (entry) => rowsOf(entry, tools)) }, place);
};

/** Tells whether a list is one of messages: each says who speaks, and some say what. */
function isChat(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const entries = objectsIn(value);
  if (entries.some((entry) => hasAny(entry, 'call_id', 'conversation_id'))) return false;
  const said = entries.filter((entry) => speakerIn(entry) !== '');
  return said.length * 2 > value.length && said.some((entry) => hasAny(entry, ...texts, 'tool_calls'));
}

/** Who says a message; a phone number does not tell. */
function speakerIn(entry: JsonObject): string {
  const words = speakers.map((name) => textOf(entry[name]));
  return words.find((word) => word !== null && /\p{L}/u.test(word)) ?? '';
}

function rowsOf(entry: JsonObject, tools: ReadonlyMap<unknown, unknown>): PlatformRow[] {
  const first = (names: readonly string[]): unknown =>
    names.map((name) => entry[name]).find((one) => one !== undefined && one !== null);
  const [at, seconds] = [first(clocks), first(offsets)];
  const text = texts.map((name) => contentText(entry[name])).find((one) => one !== null) ?? null;
  const speaker = speakerIn(entry);
  if (speaker === 'tool' || speaker === 'function') {
    const name = entry['name'] ?? tools.get(entry['tool_call_id']);
    return [{ speaker: action, text: toolResult(name, text), at, seconds }];
  }
  const said = text === null ? [] : [{ speaker: speakerWord(speaker), text, at, seconds }];
  const called = objectsIn(entry['tool_calls']).map((one) => {
    const call = isObject(one['function']) ? one['function'] : one;
    return { speaker: action, text: toolCall(call['name'], call['arguments']), at, seconds };
  });
  return [...said, ...called];
}

function nameOf(call: JsonObject): unknown {
  return isObject(call['function']) ? call['function']['name'] : call['name'];
}
