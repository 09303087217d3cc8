import { AbortError, BytesError } from '../../../api/errors.ts';
import type { SandboxApi, SandboxItem } from '../../../api/sandbox.ts';
import type { CallAddition, ImportedCall, Note, Reason, Refusal } from '../import/import-item.ts';
import { callNamedIn } from '../import/join.ts';
import { maxRecordingBytes } from '../recording.ts';
import { audioTypeByName, type CallFile } from './call-file.ts';
import { readCalls } from './read-calls.ts';
import { type CallSource, findRecordings, isRemote } from './recordings.ts';

/** Why a file, or a part of it, was not imported. */
export type Problem =
  | { readonly kind: 'refused'; readonly reason: Reason; readonly place: Refusal['place'] }
  /** The system's code, if there is one. */
  | { readonly kind: 'unreadable'; readonly error: BytesError }
  /** An audio file that belongs to no call of the import. */
  | { readonly kind: 'no-call-of-recording' }
  | { readonly kind: 'recording-too-large'; readonly megabytes: number }
  /** Parts of a file beyond those that are listed. */
  | { readonly kind: 'more'; readonly count: number }
  /** The sandbox's own sentence. */
  | { readonly kind: 'sandbox'; readonly sentence: string };

interface Rejected {
  readonly file: CallFile;
  readonly problem: Problem;
}

interface Imported {
  readonly file: CallFile;
  readonly callId: string;
  readonly title: string;
  /** A call of this ID was there. */
  readonly replaced: boolean;
}

export interface ImportOutcome {
  readonly imported: readonly Imported[];
  readonly conversations: readonly { readonly file: CallFile; readonly conversationId: string }[];
  readonly rejected: readonly Rejected[];
  readonly notes: readonly { readonly file: CallFile; readonly callId: string; readonly note: Note }[];
  /** Calls that have a recording now. */
  readonly recordings: number;
  /** Things of an export that were restored. */
  readonly restored: number;
  readonly issueId: string | null;
  readonly triageId: string | null;
  /** Flags that were kept although their message is another one now. */
  readonly unmatchedFlags: Awaited<ReturnType<SandboxApi['importCalls']>>['unmatched_flags'];
}

export interface ImportOptions {
  readonly signal: AbortSignal;
  /** Tells whether the sandbox has a call. */
  readonly hasCall: (callId: string) => Promise<boolean>;
  /** Called with the file that is being read, and the bytes of all files read so far. */
  readonly onProgress?: (file: CallFile, bytes: number) => void;
}

/** Problems of one file that are listed one by one; more are only counted. */
const maxProblems = 1000;

/** Notes that are kept. */
const maxNotes = 1000;

/** How most platforms name calls. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Bytes of a recording in one item. */
const pieceBytes = 768 * 1024;

/**
 * Imports files into the sandbox: all or nothing, whatever their size, with no more than one call in memory. Data of a call
 * is joined to it, also when it stands in another file, and so is its recording.
 *
 * @throws AbortError when it is cancelled; ServiceError. Nothing is imported then.
 */
export async function importCalls(
  sandbox: Pick<SandboxApi, 'importCalls'>,
  files: readonly CallFile[],
  options: ImportOptions,
): Promise<ImportOutcome> {
  const items = new ImportItems(files, options);
  const answer = await sandbox.importCalls(items.read(), { signal: options.signal });
  const fileOf = (name: string, callId: string): CallFile | undefined =>
    name === '' ? items.restoredFrom.get(callId) : files[Number(name)];
  const imported = answer.imported.flatMap(({ name, call_id: callId, title, replaced }) => {
    const file = fileOf(name, callId);
    return file === undefined ? [] : [{ file, callId, title, replaced }];
  });
  const rejected = answer.rejected.flatMap(({ name, reason: sentence }): Rejected[] => {
    const file = files[Number(name)];
    return file === undefined ? [] : [{ file, problem: { kind: 'sandbox', sentence } }];
  });
  return {
    imported,
    conversations: items.conversations,
    rejected: [...items.rejected, ...rejected],
    notes: items.notes,
    recordings: items.recordings,
    restored: items.restored,
    issueId: answer.issue_id,
    triageId: answer.triage_id,
    unmatchedFlags: answer.unmatched_flags,
  };
}

/** The items of an import in the order in which they are sent: calls as they are read, then what is joined to them. */
class ImportItems {
  readonly #files: readonly CallFile[];
  readonly #options: ImportOptions;
  readonly #positions: ReadonlyMap<CallFile, number>;
  readonly #problems = new Map<CallFile, number>();
  readonly #calls = new Map<string, CallSource>();
  readonly #listed: { readonly file: CallFile; readonly call: ImportedCall }[] = [];
  readonly #additions: { readonly file: CallFile; readonly addition: CallAddition }[] = [];
  readonly conversations: { readonly file: CallFile; readonly conversationId: string }[] = [];
  readonly notes: { readonly file: CallFile; readonly callId: string; readonly note: Note }[] = [];
  readonly rejected: Rejected[] = [];
  readonly restoredFrom = new Map<string, CallFile>();
  recordings = 0;
  restored = 0;

  constructor(files: readonly CallFile[], options: ImportOptions) {
    this.#files = files;
    this.#options = options;
    this.#positions = new Map(files.map((file, position) => [file, position]));
  }

  async *read(): AsyncGenerator<string> {
    const audio = this.#files.filter(({ name }) => audioTypeByName(name) !== undefined);
    let before = 0;
    for (const file of this.#files) {
      if (!audio.includes(file)) yield* this.#readFile(file, before);
      before += file.size;
    }
    for (const { file, call } of this.#listed) {
      if (await this.#isHere(call.callId)) yield this.#addition(file, call.callId, call.details, call.corrected, true);
      else yield this.#call(file, call);
    }
    for (const { file, addition } of this.#additions) yield* this.#readAddition(file, addition);
    yield* this.#readRecordings(audio);
    for (const [file, count] of this.#problems) {
      if (count > maxProblems) this.rejected.push({ file, problem: { kind: 'more', count: count - maxProblems } });
    }
  }

  async *#readFile(file: CallFile, before: number): AsyncGenerator<string> {
    const { onProgress } = this.#options;
    try {
      for await (const item of readCalls(file, (bytes) => onProgress?.(file, before + bytes))) {
        if (item.kind === 'exported') {
          this.restored += 1;
          if (item.callId !== null) this.restoredFrom.set(item.callId, file);
          yield item.json;
        } else if (item.kind === 'refused') this.#reject(file, item);
        else if (item.kind === 'addition') this.#additions.push({ file, addition: item });
        else if (item.kind === 'conversation') {
          this.conversations.push({ file, conversationId: item.conversationId });
          yield this.#json({
            name: this.#nameOf(file),
            conversation: { id: item.conversationId, details: item.details },
          });
        } else if (item.part === 'listed') this.#listed.push({ file, call: item });
        else yield this.#call(file, item);
      }
    } catch (error) {
      if (!(error instanceof BytesError)) throw error;
      this.#reject(file, { kind: 'unreadable', error });
    }
  }

  async *#readAddition(
    file: CallFile,
    { what, callId, details, corrected, place }: CallAddition,
  ): AsyncGenerator<string> {
    const id = callId ?? callNamedIn(file.name, this.#calls.keys()) ?? uuid.exec(file.name)?.[0] ?? null;
    if (id === null || !(await this.#isHere(id))) {
      this.#reject(file, { kind: 'refused', reason: { kind: 'no-call', what, callId: id }, place });
      return;
    }
    // The rows that are flagged stay as they are.
    const { transcripts: _rows, concatenated_transcript: _text, ...added } = details;
    yield this.#addition(file, id, added, corrected, false);
  }

  async *#readRecordings(given: readonly CallFile[]): AsyncGenerator<string> {
    const found = await findRecordings([...this.#calls.values()], given);
    for (const [callId, file] of found) {
      if (file.size > maxRecordingBytes) {
        this.#reject(file, { kind: 'recording-too-large', megabytes: maxRecordingBytes / 1024 / 1024 });
        continue;
      }
      try {
        const type = audioTypeByName(file.name) ?? 'audio/wav';
        // Read whole beforehand: one that cannot be read to its end must not be attached in part.
        const whole = await bytesOf(file);
        for (let at = 0; at < whole.length; at += pieceBytes) {
          const base64 = whole.subarray(at, at + pieceBytes).toString('base64');
          yield this.#json({ bytes: { of: 'recording', id: callId, type, base64 } });
        }
        this.recordings += 1;
      } catch (error) {
        if (!(error instanceof BytesError)) throw error;
        this.#reject(file, { kind: 'unreadable', error });
      }
    }
    const used = new Set(found.values());
    for (const file of given) {
      if (file.isChosen && !used.has(file)) this.#reject(file, { kind: 'no-call-of-recording' });
    }
  }

  #call(file: CallFile, { callId, details, corrected, recording, notes }: ImportedCall): string {
    this.#calls.set(callId, { callId, file, recording });
    for (const note of notes) if (this.notes.length < maxNotes) this.notes.push({ file, callId, note });
    const isNamed = typeof details['recording_url'] === 'string' && details['recording_url'] !== '';
    const address = !isNamed && recording !== null && isRemote(recording) ? { recording_url: recording } : {};
    return this.#json({ name: this.#nameOf(file), content: { details: { ...details, ...address }, corrected } });
  }

  #addition(
    file: CallFile,
    callId: string,
    details: CallAddition['details'],
    corrected: CallAddition['corrected'],
    fills: boolean,
  ): string {
    return this.#json({ name: this.#nameOf(file), addition: { call_id: callId, details, corrected, fills } });
  }

  async #isHere(callId: string): Promise<boolean> {
    return this.#calls.has(callId) || (await this.#options.hasCall(callId));
  }

  #reject(file: CallFile, problem: Problem): void {
    const count = (this.#problems.get(file) ?? 0) + 1;
    this.#problems.set(file, count);
    if (count <= maxProblems) this.rejected.push({ file, problem });
  }

  /** Names are echoed in the answer; those of files may be equal. */
  #nameOf(file: CallFile): string {
    return String(this.#positions.get(file));
  }

  #json(item: SandboxItem): string {
    if (this.#options.signal.aborted) throw new AbortError({ method: 'POST', path: '/sandbox/import' }, true);
    return JSON.stringify(item);
  }
}

/** @throws BytesError */
async function bytesOf(file: CallFile): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.open()) pieces.push(piece);
  return Buffer.concat(pieces);
}
