/** A file to import, read piece by piece. */
export interface CallFile {
  readonly name: string;
  readonly uri: string;
  /** Bytes. */
  readonly size: number;
  /** Named by a person, as opposed to found in a folder. */
  readonly isChosen: boolean;
  /** @throws BytesError */
  open(): AsyncIterable<Uint8Array>;
  /** Audio files in its folder. */
  audioBeside(): Promise<readonly CallFile[]>;
}

/** Files of calls that are looked for in folders. */
const callExtensions: readonly string[] = ['json', 'jsonl', 'ndjson', 'vtt', 'srt'];

const audioTypes: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  webm: 'audio/webm',
  aac: 'audio/aac',
};

/** Tells whether a file of a folder may hold calls, by its name. */
export function mayHoldCalls(name: string): boolean {
  return callExtensions.includes(extensionOf(name));
}

/** Returns the media type of an audio file by its name; undefined for any other file. */
export function audioTypeByName(name: string): string | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(audioTypes, extension) ? audioTypes[extension] : undefined;
}

/** Returns a name without its extension. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
