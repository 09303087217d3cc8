import { callNamedIn } from '../import/join.ts';
import { type CallFile, stemOf } from './call-file.ts';

/** A call of an import, as far as its recording is looked for. */
export interface CallSource {
  readonly callId: string;
  readonly file: CallFile;
  /** The recording as the source names it: an address, or the path of a local file. */
  readonly recording: string | null;
}

/** True for an address on the network, as opposed to a path. */
export function isRemote(recording: string): boolean {
  return /^https?:\/\//i.test(recording);
}

/**
 * Finds the audio file of each call: one that it names, one that has its ID in its name, or one that is named like the call's
 * file, when that holds no other call. A path in a file is matched by its last part only, so that a file can name nothing
 * outside its own folder.
 *
 * @param given audio files that are part of the import; others are looked for beside the calls
 */
export async function findRecordings(
  calls: readonly CallSource[],
  given: readonly CallFile[],
): Promise<ReadonlyMap<string, CallFile>> {
  const found = new Map<string, CallFile>();
  const byFile = Map.groupBy(calls, ({ file }) => file);
  for (const [file, own] of byFile) {
    const beside = [...given, ...(await file.audioBeside())];
    if (beside.length === 0) continue;
    const byName = new Map(beside.map((audio) => [audio.name.toLowerCase(), audio]));
    const byStem = new Map(beside.map((audio) => [stemOf(audio.name).toLowerCase(), audio]));
    const ids = new Set(own.map(({ callId }) => callId));
    const byCall = new Map(beside.map((audio) => [callNamedIn(audio.name, ids), audio]));
    for (const { callId, recording } of own) {
      const named = recording === null || isRemote(recording) ? undefined : byName.get(lastPart(recording));
      const alike = ids.size === 1 ? byStem.get(stemOf(file.name).toLowerCase()) : undefined;
      const audio = named ?? byStem.get(callId.toLowerCase()) ?? byCall.get(callId) ?? alike;
      if (audio !== undefined) found.set(callId, audio);
    }
  }
  return found;
}

/** Returns the name in a path of either kind of slash, in lower case. */
function lastPart(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  try {
    return path.startsWith('file:') ? decodeURIComponent(name) : name;
  } catch {
    return name;
  }
}
