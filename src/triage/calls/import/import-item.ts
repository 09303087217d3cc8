import type { BadEncoding } from './decode.ts';
import type { JsonFault } from './parse-json.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The sources that calls are read from. `bland` is the service's own shape, the others are mapped to it. */
const origins = [
  'bland',
  'vapi',
  'retell',
  'elevenlabs',
  'twilio',
  'deepgram',
  'assemblyai',
  'whisperx',
  'livekit',
  'chat',
  'webvtt',
  'srt',
] as const;
export type Origin = (typeof origins)[number];

/** Tells whether a word is one of the sources. */
export function isOrigin(word: string): word is Origin {
  return origins.some((origin) => origin === word);
}

/** The place of an item in its file. */
export interface Place {
  /** From 1: where the item's JSON value begins, or where a fault is. */
  readonly line: number;
  /** The first and the last line of what a refusal covers, where they are others than `line`. */
  readonly firstLine?: number;
  readonly lastLine?: number;
  /** From 1, in UTF-16 units; only of a fault. */
  readonly column?: number;
  /** Path within the JSON value, `calls[3].payload`; empty for the value itself. */
  readonly path: string;
}

/**
 * A call in the shape of Call Details, which the sandbox stores and serves as it is. `origin` and the `latency_ms` and
 * `offset_seconds` of rows stand in it besides the service's own fields.
 */
export interface ImportedCall {
  readonly kind: 'call';
  readonly callId: string;
  readonly origin: Origin;
  /** `listed`: an item of List Calls, which has no transcript; a whole one of the same ID completes it. */
  readonly part: 'whole' | 'listed';
  readonly details: JsonObject;
  /** Segments of the corrected transcript; null when there is none. */
  readonly corrected: readonly unknown[] | null;
  /** Address of the recording as the source names it: `https:`, or the path or name of a local file. */
  readonly recording: string | null;
  readonly notes: readonly Note[];
  readonly place: Place;
}

/** Data about a call that is not the call itself. Whoever stores it joins it to the call, whose rows stay as they are. */
export interface CallAddition {
  readonly kind: 'addition';
  readonly what: 'corrected-transcript' | 'pathway-events' | 'webhook-update';
  /** Null when the data does not name its call: `callNamedIn` finds it by the file's name. */
  readonly callId: string | null;
  /** Fields of Call Details that it adds. */
  readonly details: JsonObject;
  readonly corrected: readonly unknown[] | null;
  readonly place: Place;
}

/** An SMS conversation in the shape of Get SMS Conversation. */
interface ImportedConversation {
  readonly kind: 'conversation';
  readonly conversationId: string;
  /** The call it belongs to, where it names one. */
  readonly callId: string | null;
  readonly details: JsonObject;
  readonly notes: readonly Note[];
  readonly place: Place;
}

/** A part of a file that was not read. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly place: Place;
}

export function refusal(reason: Reason, place: Place): Refusal {
  return { kind: 'refused', reason, place };
}

export type ImportItem = ImportedCall | CallAddition | ImportedConversation | Refusal;

/** Something about a call that was read otherwise than it was written. */
export type Note =
  /** Only `concatenated_transcript` was there: the service's row numbers are not known. */
  | { readonly kind: 'approximate-index' }
  /** An item of List Calls. */
  | { readonly kind: 'no-transcript' }
  /** Rows that are no objects stand as empty messages. Raw indexes. */
  | { readonly kind: 'empty-rows'; readonly rows: readonly number[] }
  /** Entries of the source that are neither speech nor a tool call. Positions in the source's list. */
  | { readonly kind: 'left-out'; readonly entries: readonly number[] }
  /** Speakers that the source only numbers or names, without a role; none when it names nobody. */
  | { readonly kind: 'unknown-speakers'; readonly speakers: readonly string[] };

/** Answers of APIs, and files of platforms, that hold no call or not enough of one. */
export type Look =
  | Origin
  | 'bland-issue'
  | 'bland-sms'
  | 'bland-event-stream'
  | 'bland-active-calls'
  | 'bland-persona'
  | 'bland-webhook'
  | 'openai-completion'
  | 'postman-collection'
  | 'har';

/** Reason that something is not read. `refusalSentence` says it in words. */
export type Reason =
  | { readonly kind: 'encoding'; readonly fault: BadEncoding }
  | { readonly kind: 'json'; readonly fault: JsonFault }
  /** A single JSON value, or a subtitle file, beyond what is read at once. */
  | { readonly kind: 'too-large'; readonly megabytes: number }
  | { readonly kind: 'too-deep'; readonly levels: number }
  /** An empty list or wrapper. */
  | { readonly kind: 'nothing' }
  /** Neither an object nor a list. */
  | { readonly kind: 'not-an-object' }
  /** The saved answer of a request that failed. */
  | { readonly kind: 'service-error'; readonly message: string }
  /** It looks like something that is known, in which `missing` is missing (a name of a field), or that holds no call. */
  | { readonly kind: 'looks-like'; readonly look: Look; readonly missing: string | null }
  | { readonly kind: 'unknown'; readonly fields: readonly string[] }
  /** The field is there, and is not what it has to be. */
  | {
      readonly kind: 'invalid-field';
      readonly field: string;
      readonly problem: 'empty' | 'too-long' | 'not-text' | 'not-a-list' | 'characters';
    }
  | { readonly kind: 'subtitles'; readonly problem: 'no-cues' | 'time' | 'text' }
  /** An addition whose call is neither in the import nor in the sandbox. */
  | { readonly kind: 'no-call'; readonly what: CallAddition['what']; readonly callId: string | null };
