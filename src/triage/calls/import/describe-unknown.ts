import type { JsonObject, Look, Reason } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';

/** Says why an object that no reader takes is no call: a failed request, something known without its transcript, or unknown. */
export function describeUnknown(value: JsonObject): Reason {
  const failure = failureIn(value);
  if (failure !== null) return { kind: 'service-error', message: failure.slice(0, 300) };
  for (const { look, missing, has } of looks) {
    if (has(value)) return { kind: 'looks-like', look, missing };
  }
  const fields = Object.keys(value);
  return fields.length === 0 ? { kind: 'nothing' } : { kind: 'unknown', fields: fields.slice(0, 5) };
}

interface Shape {
  readonly look: Look;
  /** The field without which it holds no call; null when such a thing never holds one. */
  readonly missing: string | null;
  readonly has: (value: JsonObject) => boolean;
}

const looks: readonly Shape[] = [
  { look: 'bland-webhook', missing: 'payload', has: (value) => hasAny(value, 'call_id') && hasAny(value, 'payload') },
  { look: 'bland-issue', missing: null, has: (value) => hasAny(value, 'triage_id') },
  { look: 'bland-event-stream', missing: null, has: (value) => hasAny(value, 'event_stream_data') },
  {
    look: 'bland-active-calls',
    missing: 'transcripts',
    has: (value) => hasAny(value, 'call_id') && hasAny(value, 'objective', 'user_id'),
  },
  { look: 'bland', missing: 'transcripts', has: (value) => hasAny(value, 'call_id', 'c_id') },
  {
    look: 'bland-sms',
    missing: 'messages',
    has: (value) => hasAny(value, 'conversation_id') && hasAny(value, 'channel', 'payload'),
  },
  { look: 'bland-persona', missing: null, has: (value) => hasAny(value, 'personality', 'persona_config') },
  { look: 'openai-completion', missing: null, has: (value) => hasAny(value, 'choices') && hasAny(value, 'model') },
  {
    look: 'postman-collection',
    missing: null,
    has: ({ info, item }) => isObject(info) && Array.isArray(item),
  },
  { look: 'har', missing: null, has: ({ log }) => isObject(log) && Array.isArray(log['entries']) },
];

/** The message of a failed request, in any of the service's three styles; null when there is none. */
function failureIn(value: JsonObject): string | null {
  const { errors, error, message, status } = value;
  if (Array.isArray(errors) && errors.length > 0) {
    const [first] = objectsIn(errors);
    return textOf(first?.['message']) ?? textOf(first?.['error']) ?? textOf(errors[0]) ?? textOf(message) ?? 'errors';
  }
  if (isObject(error)) return textOf(error['message']) ?? textOf(error['code']);
  if (textOf(error) !== null) return textOf(error);
  return status === 'error' ? (textOf(message) ?? 'error') : null;
}
