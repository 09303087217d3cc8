import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { contentText } from './content-text.ts';
import { action, type Platform, platformCall, type PlatformRow } from './platform-call.ts';
import { readEntries, speakerWord, toolCall, toolResult } from './platform-rows.ts';

const types = ['message', 'function_call', 'function_call_output', 'agent_handoff', 'agent_config_update'];

/** Reads the history of a LiveKit agent's session, alone or in the report of the session. */
export const readLiveKit: Platform = (value, place) => {
  if (!isObject(value)) return null;
  const history = value['chat_history'] ?? value['history'] ?? value;
  const items = isObject(history) ? history['items'] : null;
  if (!Array.isArray(items) || !objectsIn(items).some((item) => types.includes(String(item['type'])))) return null;
  const tools = new Map(
    objectsIn(items)
      .map((item) => [item['call_id'], item['name']] as const)
      .toReversed(),
  );
  const times = objectsIn(items).map(timeOf);
  return platformCall(
    {
      origin: 'livekit',
      id: textOf(value['job_id']) ?? textOf(value['room_id']),
      ...readEntries(items, (item) => rowsOf(item, tools)),
      start: value['audio_recording_started_at'] ?? value['started_at'] ?? times.find((time) => time !== null),
      recording: value['audio_recording_path'],
    },
    place,
  );
};

/** Seconds since the epoch in Python, milliseconds in JavaScript. */
function timeOf(item: JsonObject): unknown {
  return item['created_at'] ?? item['createdAt'] ?? null;
}

function rowsOf(item: JsonObject, tools: ReadonlyMap<unknown, unknown>): PlatformRow[] {
  const at = timeOf(item);
  switch (item['type']) {
    case 'function_call':
      return [{ speaker: action, text: toolCall(item['name'], item['arguments'] ?? item['args']), at }];
    case 'function_call_output':
      return [{ speaker: action, text: toolResult(item['name'] ?? tools.get(item['call_id']), item['output']), at }];
    case 'agent_handoff':
      return [{ speaker: action, text: `${agentOf(item, 'old')} → ${agentOf(item, 'new')}`, at }];
    default: {
      const text = contentText(item['content']);
      return text === null ? [] : [{ speaker: speakerWord(item['role']), text, at, latency: latencyOf(item) }];
    }
  }
}

function agentOf(item: JsonObject, which: 'old' | 'new'): string {
  return textOf(item[`${which}_agent_id`]) ?? textOf(item[`${which}AgentId`]) ?? '';
}

/** Milliseconds from the end of what the caller said to the answer. */
function latencyOf({ metrics }: JsonObject): number | null {
  const seconds = isObject(metrics) && hasAny(metrics, 'e2e_latency') ? metrics['e2e_latency'] : null;
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : null;
}
