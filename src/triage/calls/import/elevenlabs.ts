import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { action, parties, type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readEntries, speakerWord, toolCall, toolResult } from './platform-rows.ts';

/** Reads a conversation of ElevenLabs: the answer of Get Conversation, or the `data` of its post-call webhook. */
export const readElevenLabs: Platform = (value, place) => {
  if (!isObject(value) || !hasAny(value, 'conversation_id') || !hasAny(value, 'agent_id')) return null;
  const { transcript: entries, metadata: meta, analysis } = value;
  if (!Array.isArray(entries)) {
    return hasAny(value, 'call_successful', 'has_audio', 'start_time_unix_secs')
      ? without('elevenlabs', 'transcript', place)
      : null;
  }
  const metadata = isObject(meta) ? meta : {};
  const phone = isObject(metadata['phone_call']) ? metadata['phone_call'] : {};
  const inbound = textOf(phone['direction']) === null ? null : phone['direction'] === 'inbound';
  const begun = isObject(value['conversation_initiation_client_data'])
    ? value['conversation_initiation_client_data']
    : {};
  return platformCall(
    {
      origin: 'elevenlabs',
      id: value['conversation_id'],
      ...readEntries(entries, rowsOf),
      start: metadata['start_time_unix_secs'],
      duration: metadata['call_duration_secs'],
      details: {
        ...parties(inbound, textOf(phone['external_number']), textOf(phone['agent_number'])),
        status: textOf(metadata['termination_reason']) ?? textOf(value['status']),
        summary: isObject(analysis) ? textOf(analysis['transcript_summary']) : null,
        variables: begun['dynamic_variables'] ?? null,
      },
    },
    place,
  );
};

/** A turn holds what was said, the tools that it called, and their results. */
function rowsOf(entry: JsonObject): PlatformRow[] {
  const { role, message, time_in_call_secs: seconds } = entry;
  const said =
    textOf(message) === null
      ? []
      : [{ speaker: speakerWord(role), text: String(message), seconds, latency: latencyOf(entry) }];
  const calls = objectsIn(entry['tool_calls']).map((one) =>
    toolCall(one['tool_name'] ?? one['name'], one['params_as_json'] ?? one['parameters']),
  );
  const results = objectsIn(entry['tool_results']).map((one) =>
    toolResult(one['tool_name'] ?? one['name'], one['result_value'] ?? one['result']),
  );
  return [...said, ...[...calls, ...results].map((text) => ({ speaker: action, text, seconds }))];
}

/** Milliseconds until the model's first word. */
function latencyOf({ conversation_turn_metrics: turn }: JsonObject): number | null {
  const metrics = isObject(turn) && isObject(turn['metrics']) ? turn['metrics'] : turn;
  const first = isObject(metrics) ? metrics['convai_llm_service_ttfb'] : null;
  const seconds = isObject(first) ? first['elapsed_time'] : null;
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : null;
}
