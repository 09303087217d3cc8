import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readEntries, speakerWord } from './platform-rows.ts';

const transcriptSid = /^GT[0-9a-f]{32}$/i;

/**
 * Reads a transcript of Twilio's Conversational Intelligence: the list of its sentences, alone or within the transcript, which
 * says who is on which channel.
 */
export const readTwilio: Platform = (value, place) => {
  if (!isObject(value)) return null;
  const { sentences, sid, channel, meta } = value;
  const isTranscript = transcriptSid.test(String(sid)) && hasAny(value, 'service_sid', 'channel', 'account_sid');
  const list = Array.isArray(sentences) ? sentences : isObject(sentences) ? sentences['sentences'] : null;
  if (!Array.isArray(list)) return isTranscript ? without('twilio', 'sentences', place) : null;
  if (!isTranscript && !objectsIn(list).some((one) => hasAny(one, 'media_channel', 'sentence_index'))) return null;
  const media = isObject(channel) && isObject(channel['media_properties']) ? channel['media_properties'] : {};
  const inside = isObject(sentences) && isObject(sentences['meta']) ? sentences['meta'] : meta;
  const address = isObject(inside) ? (textOf(inside['url']) ?? '') : '';
  return platformCall(
    {
      origin: 'twilio',
      id: isTranscript ? sid : (/\/Transcripts\/(GT[0-9a-f]{32})\//i.exec(address)?.[1] ?? null),
      ...readEntries(inOrder(list), (entry) => rowsOf(entry, rolesIn(channel))),
      start: value['media_start_time'] ?? value['date_created'],
      duration: value['duration'],
      recording: media['media_url'],
      details: { status: textOf(value['status']) },
    },
    place,
  );
};

/** Sentences by their index, where all have one. */
function inOrder(list: readonly unknown[]): readonly unknown[] {
  const indexes = list.map((one) => (isObject(one) ? one['sentence_index'] : null));
  if (!indexes.every((index) => typeof index === 'number')) return list;
  return list
    .map((one, at) => [indexes[at] as number, one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one);
}

/** Returns the role of each channel, from 1, as its participant has it. */
function rolesIn(channel: unknown): ReadonlyMap<unknown, unknown> {
  const participants = isObject(channel) ? objectsIn(channel['participants']) : [];
  return new Map(participants.map((one) => [one['channel_participant'], one['role']]));
}

function rowsOf(
  { media_channel: number, start_time: seconds, transcript }: JsonObject,
  roles: ReadonlyMap<unknown, unknown>,
): PlatformRow[] {
  if (textOf(transcript) === null) return [];
  const role = textOf(roles.get(number));
  const channel = typeof number === 'number' ? `Channel ${number}` : '';
  return [{ speaker: role === null ? channel : speakerWord(role), text: String(transcript), seconds }];
}
