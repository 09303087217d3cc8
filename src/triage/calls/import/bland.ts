import { readId } from './call-id.ts';
import {
  type CallAddition,
  type ImportedCall,
  type ImportItem,
  type JsonObject,
  type Note,
  type Place,
  refusal,
} from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';

const idFields = ['call_id', 'c_id'];

/** Fields with a transcript, and those of a call in a list. */
const transcriptFields = ['transcripts', 'concatenated_transcript'];
const listFields = ['status', 'completed', 'queue_status'];

/** Fields of webhooks that follow the first one of a call, and may come without its transcript. */
const updateFields = [
  'corrected_transcript',
  'citations',
  'contents',
  'event_type',
  'post_transfer_transcript',
  'transfer_offset_seconds',
];

/** Statuses of calls that nobody answered; their details may have no transcript at all. */
const unanswered = ['no-answer', 'busy', 'failed', 'canceled'];

/** Reads one of the service's own objects: a call, an SMS conversation, or what is added to a call; null for anything else. */
export function readBland(value: JsonObject, place: Place): ImportItem | null {
  const { details } = value;
  if (isObject(details) && hasAny(details, ...idFields)) return readExported(value, details, place);
  if (hasAny(value, ...idFields) && hasAny(value, ...transcriptFields)) return readCall(value, place);
  if (Array.isArray(value['corrected']) && !hasAny(value, 'call', 'payload'))
    return readCorrected(value, value['corrected'], place);
  if (hasAny(value, 'user_number', 'agent_number') && hasAny(value, 'id')) return readConversation(value, place);
  return null;
}

/** Reads a call without a transcript: an item of List Calls, or a webhook that follows the first one. */
export function readListed(value: JsonObject, place: Place): ImportItem | null {
  if (!hasAny(value, ...idFields) || hasAny(value, 'payload')) return null;
  if (hasAny(value, ...listFields)) return readCall(value, place);
  return hasAny(value, ...updateFields) ? readUpdate(value, place) : null;
}

/** Reads Pathway Call Events, a bare list, as one addition for each conversation; null for any other list. */
export function readEvents(values: readonly unknown[], place: Place): ImportItem[] | null {
  const isEvent = (value: unknown): value is JsonObject =>
    isObject(value) && typeof value['event_type'] === 'string' && hasAny(value, 'sequence');
  if (!values.every(isEvent)) return null;
  const groups = Map.groupBy(values, (event) => textOf(event['call_id']) ?? textOf(event['conversation_id']));
  return Array.from(groups, ([callId, events]) =>
    addition('pathway-events', callId, { pathway_logs: events }, null, place),
  );
}

/** Reads `{ details, corrected }`, as an export has it. */
function readExported(value: JsonObject, details: JsonObject, place: Place): ImportItem | null {
  const read = readCall(details, { ...place, path: place.path === '' ? 'details' : `${place.path}.details` });
  if (read.kind !== 'call') return read;
  return { ...read, corrected: segmentsIn(value['corrected']) ?? read.corrected };
}

/** Returns the segments of a corrected transcript: a list, or an answer of Corrected Transcript. */
function segmentsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return null;
  const inside = isObject(value['data']) ? value['data'] : value;
  return Array.isArray(inside['corrected']) ? inside['corrected'] : null;
}

function readCall(value: JsonObject, place: Place): ImportedCall | ImportItem {
  const read = readId(value['call_id'] ?? value['c_id'], 'call_id');
  if ('reason' in read) return refusal(read.reason, place);
  const { transcripts: rows, corrected_transcript: corrected, concatenated_transcript: concatenated } = value;
  if (rows !== undefined && rows !== null && !Array.isArray(rows)) {
    return refusal({ kind: 'invalid-field', field: 'transcripts', problem: 'not-a-list' }, place);
  }
  const isWhole = hasAny(value, ...transcriptFields);
  const isMissing = !isWhole && !unanswered.includes(String(value['status']));
  return {
    kind: 'call',
    callId: read.id,
    origin: 'bland',
    part: isWhole ? 'whole' : 'listed',
    details: { ...value, call_id: read.id },
    corrected: Array.isArray(corrected) ? corrected : null,
    recording: textOf(value['recording_url']),
    notes: notesOn(rows ?? [], textOf(concatenated) !== null, isMissing),
    place,
  };
}

function notesOn(rows: readonly unknown[], isConcatenated: boolean, isMissing: boolean): Note[] {
  const empty = rows.flatMap((row, index) => (isObject(row) ? [] : [index]));
  return [
    ...(isMissing ? [{ kind: 'no-transcript' } as const] : []),
    ...(rows.length === 0 && isConcatenated ? [{ kind: 'approximate-index' } as const] : []),
    ...(empty.length > 0 ? [{ kind: 'empty-rows', rows: empty } as const] : []),
  ];
}

/** Reads a webhook that follows the first one: what it adds, also within the `contents` of several sent as one. */
function readUpdate(value: JsonObject, place: Place): ImportItem {
  const read = readId(value['call_id'] ?? value['c_id'], 'call_id');
  if ('reason' in read) return refusal(read.reason, place);
  const fields = objectsIn(value['contents']).reduce<JsonObject>((all, one) => ({ ...all, ...one }), value);
  const { event_type: _type, contents: _contents, corrected_transcript: corrected, ...details } = fields;
  return addition('webhook-update', read.id, { ...details, call_id: read.id }, segmentsIn(corrected), place);
}

/** Reads an answer of Corrected Transcript. Its call stands in the rows that it was made from. */
function readCorrected(value: JsonObject, corrected: readonly unknown[], place: Place): ImportItem {
  const row = objectsIn(value['original']).find(({ c_id: id }) => textOf(id) !== null);
  return addition('corrected-transcript', textOf(value['call_id']) ?? textOf(row?.['c_id']), {}, corrected, place);
}

function readConversation(value: JsonObject, place: Place): ImportItem {
  const read = readId(value['id'], 'id');
  if ('reason' in read) return refusal(read.reason, place);
  const { messages } = value;
  if (!Array.isArray(messages)) return refusal({ kind: 'looks-like', look: 'bland-sms', missing: 'messages' }, place);
  return {
    kind: 'conversation',
    conversationId: read.id,
    callId: textOf(value['call_id']),
    details: { ...value, id: read.id },
    notes: notesOn(messages, false, false),
    place,
  };
}

function addition(
  what: CallAddition['what'],
  callId: string | null,
  details: JsonObject,
  corrected: readonly unknown[] | null,
  place: Place,
): CallAddition {
  return { kind: 'addition', what, callId, details, corrected, place };
}
