import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readEntries } from './platform-rows.ts';

/** Reads a transcript of Deepgram: by utterances, else by paragraphs, else by channels. Speakers are only numbered. */
export const readDeepgram: Platform = (value, place) => {
  if (!isObject(value) || !isObject(value['results'])) return null;
  const { results } = value;
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  if (!hasAny(results, 'channels', 'utterances') || !(hasAny(metadata, 'request_id') || hasAny(results, 'channels')))
    return null;
  const utterances = Array.isArray(results['utterances']) ? results['utterances'] : [];
  const channels = objectsIn(results['channels']);
  if (utterances.length === 0 && channels.length === 0) return without('deepgram', 'channels', place);
  const read =
    utterances.length > 0
      ? readEntries(utterances, (one) => rowOf(one, one['transcript'], one['speaker'] ?? one['channel']))
      : readChannels(channels);
  return platformCall(
    {
      origin: 'deepgram',
      id: textOf(metadata['request_id']),
      ...read,
      duration: metadata['duration'],
    },
    place,
  );
};

function readChannels(channels: readonly JsonObject[]) {
  const rows = channels.flatMap((channel, number) => {
    const [best] = objectsIn(channel['alternatives']);
    if (best === undefined) return [];
    const paragraphs = isObject(best['paragraphs']) ? objectsIn(best['paragraphs']['paragraphs']) : [];
    const speaker = channels.length > 1 ? number : null;
    if (paragraphs.length === 0)
      return rowOf({ start: objectsIn(best['words'])[0]?.['start'] }, best['transcript'], speaker);
    return paragraphs.flatMap((one) => rowOf(one, sentencesOf(one), speaker ?? one['speaker']));
  });
  return { rows: rows.toSorted((a, b) => Number(a.seconds ?? 0) - Number(b.seconds ?? 0)), leftOut: [] };
}

function sentencesOf(paragraph: JsonObject): string {
  return objectsIn(paragraph['sentences'])
    .flatMap(({ text }) => textOf(text) ?? [])
    .join(' ');
}

function rowOf({ start }: JsonObject, text: unknown, speaker: unknown): PlatformRow[] {
  if (textOf(text) === null) return [];
  return [{ speaker: typeof speaker === 'number' ? `Speaker ${speaker}` : '', text: String(text), seconds: start }];
}
