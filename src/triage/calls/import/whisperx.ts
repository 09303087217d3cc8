import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, objectsIn, textOf } from './json-object.ts';
import { type Platform, platformCall, type PlatformRow } from './platform-call.ts';
import { readEntries, speakerWord } from './platform-rows.ts';

/** Reads the segments of WhisperX, and of Whisper and the services that answer in its form. Seconds since the audio began. */
export const readWhisperX: Platform = (value, place) => {
  if (!isObject(value) || !Array.isArray(value['segments'])) return null;
  const { segments } = value;
  const isSegment = (one: JsonObject): boolean => hasAny(one, 'start') && hasAny(one, 'end') && hasAny(one, 'text');
  if (!objectsIn(segments).some(isSegment)) return null;
  return platformCall(
    {
      origin: 'whisperx',
      ...readEntries(segments, rowsOf),
      duration: value['duration'] ?? objectsIn(segments).at(-1)?.['end'],
    },
    place,
  );
};

function rowsOf({ speaker, start, text }: JsonObject): PlatformRow[] {
  if (textOf(text) === null) return [];
  return [{ speaker: speakerWord(speaker), text: String(text).trim(), seconds: start }];
}
