import { parseTime } from '../../../shared/time.ts';
import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { action, parties, type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readFirst, speakerWord, toolCall, toolResult, withTurnLatencies } from './platform-rows.ts';

/** Types of calls, and whether the call came in. */
const directions = new Map<unknown, boolean | null>([
  ['inboundPhoneCall', true],
  ['outboundPhoneCall', false],
  ['webCall', null],
  ['vapi.websocketCall', null],
]);

/** Reads a call of Vapi: the answer of Get Call, or the message *end-of-call-report* of a server URL. */
export const readVapi: Platform = (value, place) => {
  const call = isObject(value) ? callIn(value) : null;
  if (call === null) return null;
  const artifact = isObject(call['artifact']) ? call['artifact'] : {};
  const lists = [artifact['messages'], call['messages']];
  const read = readFirst(lists, textOf(artifact['transcript']) ?? call['transcript'], rowsOf);
  if (read === null) return without('vapi', 'messages', place);
  const metrics = isObject(artifact['performanceMetrics']) ? artifact['performanceMetrics'] : {};
  const latencies = objectsIn(metrics['turnLatencies']).map((turn) => turn['turnLatency']);
  const [start, end] = [parseTime(call['startedAt'] ?? call['createdAt']), parseTime(call['endedAt'])];
  const { customer, phoneNumber, analysis } = call;
  const [person, own] = [customer, phoneNumber].map((one) => (isObject(one) ? textOf(one['number']) : null));
  return platformCall(
    {
      origin: 'vapi',
      id: call['id'],
      ...read,
      rows: withTurnLatencies(read.rows, latencies),
      start,
      duration: start === null || end === null ? null : (end - start) / 1000,
      recording: recordingOf(artifact) ?? call['recordingUrl'],
      details: {
        ...parties(directions.get(call['type']) ?? null, person, own),
        status: textOf(call['endedReason']) ?? textOf(call['status']),
        summary: textOf(call['summary']) ?? (isObject(analysis) ? textOf(analysis['summary']) : null),
      },
    },
    place,
  );
};

/** Returns the call in a value, with what the message about it adds; null when it is none of Vapi's. */
function callIn(value: JsonObject): JsonObject | null {
  const message = isObject(value['message']) ? value['message'] : value;
  const { call, ...report } = message;
  if (textOf(message['type']) !== null && isObject(call)) return { ...report, ...call };
  if (message['type'] === 'end-of-call-report') return report;
  if (!hasAny(value, 'id') || hasAny(value, 'call_id')) return null;
  const isCall = directions.has(value['type']) || hasAny(value, 'assistantId', 'squadId', 'workflowId');
  return isCall ? value : null;
}

function recordingOf({ recordingUrl, recording }: JsonObject): string | null {
  const mono = isObject(recording) && isObject(recording['mono']) ? recording['mono']['combinedUrl'] : null;
  return textOf(recordingUrl) ?? textOf(mono);
}

function rowsOf(entry: JsonObject): PlatformRow[] {
  const { role, message, toolCalls, time, secondsFromStart: seconds } = entry;
  const said =
    textOf(message) === null ? [] : [{ speaker: speakerWord(role), text: String(message), at: time, seconds }];
  const calls = objectsIn(toolCalls).map((one) => (isObject(one['function']) ? one['function'] : one));
  const called = calls.map((one) => ({
    speaker: action,
    text: toolCall(one['name'], one['arguments']),
    at: time,
    seconds,
  }));
  if (role !== 'tool_call_result') return [...said, ...called];
  return [{ speaker: action, text: toolResult(entry['name'], entry['result'] ?? message), at: time, seconds }];
}
