/**
 * View model of the transcript page: plain data that the host builds and the page draws. The host keeps the transcript as the
 * API returned it; no text in here is ever sent back as the text of a message.
 */
import type { RecordingView } from './audio.ts';

/** The speaker of a row, from the API's `user` value. An unknown value is `other`, and stands in `speaker`. */
export type Role = 'caller' | 'agent' | 'robot' | 'action' | 'other';

export interface TranscriptRow {
  /** Position in the API's `transcripts[]`, counting every row, from zero. Never changes, whatever the display order. */
  readonly index: number;
  readonly role: Role;
  /** Label of the role; for `other`, the API's own value. */
  readonly speaker: string;
  /** Seconds since the call began; null when the row has no readable time. */
  readonly seconds: number | null;
  /** The row's own time, ISO 8601; null when unreadable. */
  readonly clock: string | null;
  /** The row's text without control characters; cut at `maxRowText` characters. */
  readonly text: string;
  /** Length of the whole text, when `text` is cut. */
  readonly fullLength: number | null;
  /** The row holds nothing but noise marks such as `[noise]`. */
  readonly noise: boolean;
  /** Milliseconds until the agent answered, where the call's platform says so. */
  readonly latency?: number;
  /** Only for a message of an SMS conversation. */
  readonly delivery?: Delivery;
}

/** Direction and delivery status of an SMS message. */
export interface Delivery {
  /** `received`, `delivered`, `not delivered (30007)`, with the number of attachments. */
  readonly words: string;
  /** Numbers of sender and recipient: `+14155550111 → +14155550112`. */
  readonly numbers: string;
  readonly failed: boolean;
}

/** The longest text of a row in UTF-16 units. A longer one is cut in the page only, never in a flag. */
export const maxRowText = 20_000;

export type FlagState = 'stored' | 'pending' | 'removing' | 'failed';

export interface FlagMark {
  /** The server's flag id, or the outbox entry's id while the flag is not stored. */
  readonly id: string;
  /** Raw index of its row; null when this transcript does not have the flag's message. */
  readonly index: number | null;
  readonly type: string;
  readonly note: string;
  /** Name of its author, where that is known; empty while it is not stored, and where the service does not say. */
  readonly author?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** The node that the agent was in. */
  readonly node?: string;
  readonly state: FlagState;
  /** `waiting for the service`; only while something keeps it from being sent. */
  readonly waiting?: string;
  /** The issue it is on, if that is not the one the transcript is shown for. */
  readonly issue?: { readonly issueId: string; readonly code: string };
  /** Reason that it is not stored, as a sentence; only with `failed`. */
  readonly problem?: string;
  /** Actions that are offered; only with `failed`. */
  readonly actions?: readonly FlagAction[];
}

/** `keep`: an edited flag that could not be removed stays beside the new one. */
export type FlagAction = 'attach' | 'retry' | 'discard' | 'keep';

/** A comment that quotes a message of an SMS conversation: on its way, or stored since the window was opened. */
export interface CommentMark {
  /** The comment's id, or the outbox entry's id while it is not stored. */
  readonly id: string;
  /** Raw index of the row that it quotes. */
  readonly index: number;
  /** The text below the quote. */
  readonly text: string;
  readonly state: 'stored' | 'pending' | 'failed';
  /** `waiting for the service`; only while something keeps it from being sent. */
  readonly waiting?: string;
  /** Reason that it is not stored, as a sentence; only with `failed`. */
  readonly problem?: string;
  /** Actions that are offered; only with `failed`. */
  readonly actions?: readonly CommentAction[];
}

export const commentActions = ['retry', 'discard'] as const;
export type CommentAction = (typeof commentActions)[number];

export interface FlagTypeChoice {
  readonly type: string;
  readonly description: string;
  readonly usageCount: number;
  /** The digit key that chooses it; types after the ninth have none. */
  readonly digit?: number;
  /** A pinned type that the catalogue lacks. */
  readonly isNew?: boolean;
}

/** Digit keys that choose flag types. */
export const digits: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The longest flag type that can be typed, in UTF-16 units. */
export const maxFlagType = 200;

/** Unsaved input of a composer. One per message, and one per flag that is edited; a comment has no flag type. */
export interface Draft {
  /** Raw index of its row. */
  readonly index: number;
  /** ID of the flag that is edited; undefined for a new one. */
  readonly edits?: string | undefined;
  /** The chosen or typed flag type; empty while there is none. */
  readonly flagType: string;
  /** The type is a new one, not one of the catalogue. */
  readonly isNew: boolean;
  /** Text in the field for a new type that was not confirmed. */
  readonly newType?: string | undefined;
  readonly note: string;
}

/** Returns whether nothing was chosen or written. */
export function isEmptyDraft({ flagType, newType = '', note }: Draft): boolean {
  return [flagType, newType, note].every((text) => text.trim() === '');
}

/** The most drafts that are kept for one call or conversation. The oldest are dropped. */
export const maxDrafts = 50;

/** A detail of the call that can be copied by itself. */
export interface HeaderField {
  /** `from`, `variables.intent`. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** An ID of the service or a time, which is never masked. */
  readonly verbatim: boolean;
}

/** Actions of the buttons in the header. */
export const headerActions = ['text', 'link', 'dimmed', 'mask'] as const;
export type HeaderAction = (typeof headerActions)[number];

interface HeaderFacts {
  /** The other party's number, or null. */
  readonly number: string | null;
  /** Facts in words and in reading order: time, duration, number, direction, who ended the call. */
  readonly facts: readonly string[];
  readonly summary: string;
  /** All details, in reading order. */
  readonly fields: readonly HeaderField[];
  /** The issue it is shown for; null for none. */
  readonly issue: {
    readonly issueId: string | null;
    readonly code: string;
    readonly title: string;
    readonly facts: readonly string[];
  } | null;
}

export interface CallHeader extends HeaderFacts {
  readonly kind: 'call';
  readonly callId: string;
}

/** An SMS conversation. Its messages cannot be flagged, only commented on. */
export interface ConversationHeader extends HeaderFacts {
  readonly kind: 'sms';
  readonly conversationId: string;
  /** It is attached to the issue; null while that is not known. */
  readonly attached: boolean | null;
  /** The service sent it without a list of messages. */
  readonly messagesMissing: boolean;
}

export type TranscriptHeader = CallHeader | ConversationHeader;

/** Returns the ID of the call or conversation. */
export function subjectOf(header: TranscriptHeader): string {
  return header.kind === 'call' ? header.callId : header.conversationId;
}

export interface TranscriptView {
  readonly header: TranscriptHeader;
  /** In display order: by time, then id. */
  readonly rows: readonly TranscriptRow[];
  /** Number of messages after these that the page has to ask for; 0 when left out. */
  readonly more?: number;
  /** Number of messages that follow in `rows` without being asked for; 0 when left out. */
  readonly following?: number;
  readonly flags: readonly FlagMark[];
  /** Only of an SMS conversation. */
  readonly comments?: readonly CommentMark[];
  readonly flagTypes: readonly FlagTypeChoice[];
  /** More flag types are being loaded. */
  readonly typesLoading?: boolean;
  readonly drafts: readonly Draft[];
  /** There is an issue to put flags or comments on. Without one, a flag asks for it first, and comments are refused. */
  readonly canFlag: boolean;
  /** Personal data is masked (`maskView`). */
  readonly masked?: boolean;
  readonly recording: RecordingView;
}

/** The most rows of a call in one message to the page. A longer call is shown in parts. */
export const partSize = 20_000;

/** The most messages that can be flagged at once. */
export const maxFlagsAtOnce = 200;

/** A flag's note: absent, or 1 to 4000 characters (Add Flag, `note`). A comment has the same limit (Add Comment, `detail`). */
export const maxNote = 4000;

/**
 * Guesses how the server will store a flag type. The exact rule is undocumented, so this is shown as a guess and nothing else
 * depends on it.
 */
export function probableFlagType(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}
