/**
 * What the transcript page shows: plain data that the host builds and the page draws.
 * The host keeps the transcript as the API returned it; nothing here is ever sent back as the text of a message.
 */
import type { RecordingView } from './audio.ts';

/** Who a row is by: the API's `user` value in the product's words; `other` carries an unknown value in `speaker`. */
export type Role = 'caller' | 'agent' | 'robot' | 'action' | 'other';

export interface TranscriptRow {
  /** Position in the API's `transcripts[]`, counting every row, from zero. Never changes, whatever the display order. */
  readonly index: number;
  readonly role: Role;
  /** The word shown for the role; for `other`, the API's own value. */
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
  /** Only for a message of an SMS conversation. */
  readonly delivery?: Delivery;
}

/** How an SMS message went its way. */
export interface Delivery {
  /** In words: `received`, `delivered`, `not delivered (30007)`, with what came along. */
  readonly words: string;
  /** From which number to which. */
  readonly numbers: string;
  readonly failed: boolean;
}

/** The longest text of one row that is drawn; what is longer is cut on the page only, never in a flag. */
export const maxRowText = 20_000;

export type FlagState = 'stored' | 'pending' | 'removing' | 'failed';

export interface FlagMark {
  /** The server's flag id, or the outbox entry's id while the flag is not stored. */
  readonly id: string;
  /** The row it stands on; null when the flag names no message that this transcript has. */
  readonly index: number | null;
  readonly type: string;
  readonly note: string;
  /** Who put it there, by name where that is known; empty while it is not stored, and where the service does not say. */
  readonly author?: string;
  /** When it was put there, ISO 8601. */
  readonly createdAt?: string;
  /** The node that the agent was in. */
  readonly node?: string;
  readonly state: FlagState;
  /** What it waits for before it can be sent, in words: `waiting for the service`; only while something keeps it. */
  readonly waiting?: string;
  /** The issue it is on, where that is another than the one the call is read under. */
  readonly issue?: { readonly issueId: string; readonly code: string };
  /** Why it is not stored, as a sentence; only with `failed`. */
  readonly problem?: string;
  /** What can be done about it; only with `failed`. */
  readonly actions?: readonly FlagAction[];
}

/** `keep`: an edited flag that could not be taken off stays beside the new one. */
export type FlagAction = 'attach' | 'retry' | 'discard' | 'keep';

/** A comment that quotes a message of an SMS conversation: on its way, or stored since the window was opened. */
export interface CommentMark {
  /** The comment's id, or the outbox entry's id while it is not stored. */
  readonly id: string;
  /** The row it quotes. */
  readonly index: number;
  /** What is written below the quote. */
  readonly text: string;
  readonly state: 'stored' | 'pending' | 'failed';
  /** What it waits for before it can be sent, in words; only while something keeps it. */
  readonly waiting?: string;
  /** Why it is not stored, as a sentence; only with `failed`. */
  readonly problem?: string;
  /** What can be done about it; only with `failed`. */
  readonly actions?: readonly CommentAction[];
}

export const commentActions = ['retry', 'discard'] as const;
export type CommentAction = (typeof commentActions)[number];

export interface FlagTypeChoice {
  readonly type: string;
  readonly description: string;
  readonly usageCount: number;
  /** The key that chooses it; the ones after the ninth have none. */
  readonly digit?: number;
  /** A pinned type that the catalogue lacks. */
  readonly isNew?: boolean;
}

/** The keys that choose flag types. */
export const digits: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The longest flag type that can be typed, in UTF-16 units. */
export const maxFlagType = 200;

/** What was typed into a composer and not saved. One per message, and one per flag that is edited; a comment has no flag type. */
export interface Draft {
  /** The row it belongs to. */
  readonly index: number;
  /** The flag that this is to take the place of; none for a new one. */
  readonly edits?: string | undefined;
  /** The chosen or typed flag type; empty while there is none. */
  readonly flagType: string;
  /** The type is a new one, not one of the catalogue. */
  readonly isNew: boolean;
  /** What is typed as a new type and was not made one. */
  readonly newType?: string | undefined;
  readonly note: string;
}

/** Whether nothing was chosen or written. */
export function isEmptyDraft({ flagType, newType = '', note }: Draft): boolean {
  return [flagType, newType, note].every((text) => text.trim() === '');
}

/** Drafts of one call or conversation that are kept; the oldest ones beyond are let go. */
export const maxDrafts = 50;

/** A fact about the call that can be copied by itself. */
export interface HeaderField {
  /** What the page names it by: `number`, `variables.intent`. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** An id of the service or a time: it is never masked. */
  readonly verbatim: boolean;
}

/** What the buttons at the top of the page do. */
export const headerActions = ['text', 'link', 'dimmed', 'mask'] as const;
export type HeaderAction = (typeof headerActions)[number];

interface HeaderFacts {
  /** The other party's number, or null. */
  readonly number: string | null;
  /** Facts in reading order, already worded: when, how long, the number, direction, who ended the call. */
  readonly facts: readonly string[];
  readonly summary: string;
  /** Everything that is known of it, one by one. */
  readonly fields: readonly HeaderField[];
  /** The issue it is read under; null when opened without one. */
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

/** An SMS conversation: its messages cannot be flagged, they are commented on. */
export interface ConversationHeader extends HeaderFacts {
  readonly kind: 'sms';
  readonly conversationId: string;
  /** Whether it is attached to the issue; null while that is not known. */
  readonly attached: boolean | null;
  /** The service sent it without a list of messages. */
  readonly messagesMissing: boolean;
}

export type TranscriptHeader = CallHeader | ConversationHeader;

/** The id of what is read. */
export function subjectOf(header: TranscriptHeader): string {
  return header.kind === 'call' ? header.callId : header.conversationId;
}

export interface TranscriptView {
  readonly header: TranscriptHeader;
  /** In display order: by time, then id. */
  readonly rows: readonly TranscriptRow[];
  /** Messages after these that the page has to ask for; none when left out. */
  readonly more?: number;
  /** Messages that come by themselves, in `rows`, before the view is whole; none when left out. */
  readonly following?: number;
  readonly flags: readonly FlagMark[];
  /** Only of an SMS conversation. */
  readonly comments?: readonly CommentMark[];
  readonly flagTypes: readonly FlagTypeChoice[];
  /** More flag types are on their way. */
  readonly typesLoading?: boolean;
  /** Kept from earlier, in this window or before it was closed. */
  readonly drafts: readonly Draft[];
  /** False when there is no issue to put flags or comments on: for a flag one is chosen first, a comment is refused. */
  readonly canFlag: boolean;
  /** What is personal is masked (`maskView`). */
  readonly masked?: boolean;
  readonly recording: RecordingView;
}

/** Messages of a call that the page gets at once; a longer call is offered in parts. */
export const partSize = 20_000;

/** Messages that are flagged in one go at most. */
export const maxFlagsAtOnce = 200;

/** A flag's note: absent, or 1 to 4000 characters (Add Flag, `note`). A comment has the same limit (Add Comment, `detail`). */
export const maxNote = 4000;

/**
 * How the server will probably store a flag type. The exact rule is undocumented, so this is shown as a guess and
 * nothing else depends on it.
 */
export function probableFlagType(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}
