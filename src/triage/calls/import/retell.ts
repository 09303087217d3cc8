import { parseTime } from '../../../shared/time.ts';
import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { action, type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readFirst, speakerWord, toolCall, toolResult, withTurnLatencies } from './platform-rows.ts';

/** Reads a call of Retell: an answer of Get Call or List Calls, or the `call` of a webhook. */
export const readRetell: Platform = (value, place) => {
  if (!isObject(value) || !hasAny(value, 'call_id')) return null;
  if (!hasAny(value, 'transcript_object', 'transcript_with_tool_calls', 'call_status', 'call_type')) return null;
  const lists = [value['transcript_with_tool_calls'], value['transcript_object']];
  const calls = lists.flatMap((list) => objectsIn(list)).filter(({ role }) => role === 'tool_call_invocation');
  const tools = new Map(calls.map((entry) => [entry['tool_call_id'], entry['name']]));
  const found = readFirst(lists, value['transcript'], (entry) => rowsOf(entry, tools));
  if (found === null && value['call_status'] !== 'not_connected') return without('retell', 'transcript_object', place);
  const { rows, leftOut } = found ?? { rows: [], leftOut: [] };
  const latency = isObject(value['latency']) && isObject(value['latency']['e2e']) ? value['latency']['e2e'] : {};
  const [start, end] = [parseTime(value['start_timestamp']), parseTime(value['end_timestamp'])];
  const analysis = isObject(value['call_analysis']) ? value['call_analysis'] : {};
  const milliseconds = value['duration_ms'] ?? (start === null || end === null ? null : end - start);
  return platformCall(
    {
      origin: 'retell',
      id: value['call_id'],
      rows: withTurnLatencies(rows, latency['values']),
      leftOut,
      start,
      duration: typeof milliseconds === 'number' ? milliseconds / 1000 : null,
      recording: value['recording_url'],
      details: {
        from: value['from_number'] ?? null,
        to: value['to_number'] ?? null,
        inbound: textOf(value['direction']) === null ? null : value['direction'] === 'inbound',
        status: textOf(value['disconnection_reason']) ?? textOf(value['call_status']),
        call_ended_by: enders.get(value['disconnection_reason']) ?? null,
        summary: textOf(analysis['call_summary']),
        variables: value['collected_dynamic_variables'] ?? value['retell_llm_dynamic_variables'] ?? null,
      },
    },
    place,
  );
};

const enders = new Map<unknown, string>([
  ['user_hangup', 'USER'],
  ['agent_hangup', 'ASSISTANT'],
]);

/** Seconds are of the audio, which begins with the call. */
function rowsOf(entry: JsonObject, tools: ReadonlyMap<unknown, unknown>): PlatformRow[] {
  const { role, content, words, time_sec: time } = entry;
  const seconds = time ?? objectsIn(words)[0]?.['start'];
  const done = (text: string): PlatformRow[] => [{ speaker: action, text, seconds }];
  switch (role) {
    case 'tool_call_invocation':
      return done(toolCall(entry['name'], entry['arguments']));
    case 'tool_call_result':
      return done(toolResult(tools.get(entry['tool_call_id']), content));
    case 'node_transition':
      return done(`${textOf(entry['former_node_name']) ?? ''} → ${textOf(entry['new_node_name']) ?? ''}`);
    case 'dtmf':
      return done(`DTMF ${textOf(entry['digit']) ?? ''}`);
    case 'sms':
      return done(`SMS ${textOf(content) ?? ''}`);
    default:
      return textOf(content) === null ? [] : [{ speaker: speakerWord(role), text: String(content), seconds }];
  }
}
