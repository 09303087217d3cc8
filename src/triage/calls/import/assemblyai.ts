import type { JsonObject } from './import-item.ts';
import { hasAny, isObject, textOf } from './json-object.ts';
import { type Platform, platformCall, type PlatformRow, without } from './platform-call.ts';
import { readEntries, speakerWord } from './platform-rows.ts';

/** Reads a transcript of AssemblyAI, whose times are milliseconds and whose speakers are letters, or roles where it was told them. */
export const readAssemblyAi: Platform = (value, place) => {
  if (!isObject(value) || !hasAny(value, 'id') || !hasAny(value, 'audio_url', 'audio_duration')) return null;
  if (!hasAny(value, 'utterances', 'text', 'words')) return null;
  const { utterances, text } = value;
  const entries = Array.isArray(utterances) && utterances.length > 0 ? utterances : null;
  if (entries === null && textOf(text) === null) return without('assemblyai', 'utterances', place);
  return platformCall(
    {
      origin: 'assemblyai',
      id: value['id'],
      ...(entries === null ? { rows: [{ speaker: '', text: String(text) }] } : readEntries(entries, rowsOf)),
      duration: value['audio_duration'],
      recording: value['audio_url'],
      details: { summary: textOf(value['summary']) },
    },
    place,
  );
};

function rowsOf({ speaker, channel, start, text }: JsonObject): PlatformRow[] {
  if (textOf(text) === null) return [];
  const word = textOf(speaker) ?? textOf(channel) ?? '';
  return [
    {
      speaker: /^[A-Z]{1,2}$|^\d+$/.test(word) ? `Speaker ${word}` : speakerWord(word),
      text: String(text),
      seconds: typeof start === 'number' ? start / 1000 : null,
    },
  ];
}
