/**
 * The messages between the transcript page and the extension host. Those of the page are not trusted: the host parses each
 * one by its schema. Those of the host are only typed.
 */
import * as z from 'zod/mini';
import { messageParser } from './message-parser.ts';
import { type AudioMessage, speeds } from './audio.ts';
import type { CorrectedView } from './corrected.ts';
import type { KeyAction, Keys } from './keys.ts';
import type { PageAction } from './page-action.ts';
import type { PathwayView } from './pathway.ts';
import type { ReviewView } from './review.ts';
import {
  commentActions,
  headerActions,
  maxDrafts,
  maxFlagsAtOnce,
  maxFlagType,
  maxNote,
  type Draft,
  type FlagMark,
  type FlagTypeChoice,
  type TranscriptRow,
  type TranscriptView,
} from './transcript.ts';

const index = z.int().check(z.nonnegative());
const id = z.string().check(z.minLength(1), z.maxLength(200));
const flagType = z.string().check(z.minLength(1), z.maxLength(maxFlagType));
const note = z.string().check(z.maxLength(maxNote));

const draft = z.object({
  index,
  edits: z.optional(id),
  flagType: z.string().check(z.maxLength(maxFlagType)),
  isNew: z.boolean(),
  newType: z.optional(z.string().check(z.maxLength(maxFlagType))),
  note,
});

const seconds = z.number().check(z.nonnegative());
const stretches = z.array(z.object({ from: seconds, to: seconds })).check(z.maxLength(5_000));

/** The most messages that can be selected and copied at once: as many as a very long call has. */
const maxSelected = 200_000;

/** Messages of the page by type. The page identifies rows by index and flags by ID, and never sends the text of a row. */
export const pageMessageSchemas = {
  /** The page has loaded: post the whole state. */
  ready: z.object({ type: z.literal('ready') }),
  /** The selected row, and the text that is selected inside it. Commands on the selected message use it. */
  select: z.object({
    type: z.literal('select'),
    index: z.nullable(index),
    quote: z.nullable(z.string().check(z.maxLength(maxNote))),
    /** In display order, when several rows are selected. */
    indexes: z.optional(z.array(index).check(z.maxLength(maxSelected))),
  }),
  /** Show more of a long call: up to the message with this index, or the next part. */
  'rows/show': z.object({ type: z.literal('rows/show'), index: z.nullable(index) }),
  /** Copy messages, with the messages around them if `context` is set. */
  'message/copy': z.object({
    type: z.literal('message/copy'),
    indexes: z.array(index).check(z.minLength(1), z.maxLength(maxSelected)),
    context: z.boolean(),
  }),
  /** Open the file of a node: the one that was entered by an event, or the one of a message. */
  'node/open': z.object({
    type: z.literal('node/open'),
    node: z.union([z.object({ nodeId: z.string().check(z.minLength(1), z.maxLength(500)) }), z.object({ index })]),
  }),
  /** Copy a field of the header. */
  'header/copy': z.object({ type: z.literal('header/copy'), field: id }),
  /** Open the call as text, copy a link to it, or toggle dimmed rows or masking. */
  'header/action': z.object({ type: z.literal('header/action'), action: z.enum(headerActions) }),
  /** Flag a row, and the others that are selected with it. An empty note is no note. */
  'flag/create': z.object({
    type: z.literal('flag/create'),
    index,
    others: z.array(index).check(z.maxLength(maxFlagsAtOnce - 1)),
    flagType,
    note,
  }),
  /** Begin a flag on a call that is shown for no issue: ask for one, then open the composer. */
  'flag/begin': z.object({
    type: z.literal('flag/begin'),
    index,
    others: z.array(index).check(z.maxLength(maxFlagsAtOnce - 1)),
    quote: z.nullable(note),
    draft: z.optional(draft),
  }),
  'flag/remove': z.object({ type: z.literal('flag/remove'), id }),
  /** Open the composer on a flag. Only the host knows its note unmasked. */
  'flag/open': z.object({ type: z.literal('flag/open'), id }),
  /** Replace a flag by one with this type and note. */
  'flag/edit': z.object({ type: z.literal('flag/edit'), id, index, flagType, note }),
  /** Make a flag of a suggestion, or dismiss it. */
  finding: z.object({ type: z.literal('finding'), id, action: z.enum(['store', 'dismiss']) }),
  /** Resolve a flag that failed: attach the call and retry, retry, discard, or keep the flag that was edited. */
  'flag/resolve': z.object({
    type: z.literal('flag/resolve'),
    id,
    action: z.enum(['attach', 'retry', 'discard', 'keep']),
  }),
  /** Comment on a message of an SMS conversation. */
  'comment/create': z.object({
    type: z.literal('comment/create'),
    index,
    text: note.check(z.minLength(1)),
  }),
  /** Resolve a comment that is not stored. */
  'comment/resolve': z.object({ type: z.literal('comment/resolve'), id, action: z.enum(commentActions) }),
  /** Attach the SMS conversation to the issue it is shown for. */
  'conversation/attach': z.object({ type: z.literal('conversation/attach') }),
  /** Ask for another issue to show the call or conversation for. */
  'issue/change': z.object({ type: z.literal('issue/change') }),
  /** All drafts, posted whenever one changes. `panel` is the text of the latest `panel` message. */
  drafts: z.object({
    type: z.literal('drafts'),
    panel: z.optional(z.string().check(z.maxLength(2000))),
    drafts: z.array(draft).check(z.maxLength(maxDrafts)),
  }),
  /** Open the find widget, list the keys, undo, create an issue with a flag, or go on or back in the review queue. */
  ask: z.object({
    type: z.literal('ask'),
    what: z.enum(['find', 'help', 'undo', 'issue', 'nextCall', 'previousCall']),
  }),
  /** Requests of the player. `open` and `save` are offered with an error. */
  audio: z.object({
    type: z.literal('audio'),
    request: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('load') }),
      z.object({ kind: z.literal('settings'), speed: z.literal(speeds), skipSilence: z.boolean() }),
      /** The recording was loaded, but cannot be played. */
      z.object({ kind: z.literal('unplayable') }),
      /** Speech that was measured in a recording with caller and agent on channels of their own. */
      z.object({ kind: z.literal('measured'), seconds, agent: stretches, caller: stretches }),
      z.object({ kind: z.enum(['open', 'save']) }),
    ]),
  }),
  /** Load and show the corrected transcript, or hide it. */
  corrected: z.object({ type: z.literal('corrected'), request: z.enum(['show', 'hide']) }),
  /** Run an action that was offered with an error in place of the transcript. */
  problem: z.object({ type: z.literal('problem'), action: id }),
} as const;

type Schemas = typeof pageMessageSchemas;
type PageMessageType = keyof Schemas;
export type PageMessageOf<T extends PageMessageType> = z.infer<Schemas[T]>;
export type PageMessage = { [T in PageMessageType]: PageMessageOf<T> }[PageMessageType];

/** One handler for each type of these messages: a missing one does not compile. */
export type Handlers<Message extends { readonly type: string }, Result = void> = {
  readonly [Type in Message['type']]: (message: Extract<Message, { readonly type: Type }>) => Result;
};

/** Parses a message of the page; undefined when it is invalid. */
export const parsePageMessage = messageParser(pageMessageSchemas);

export type HostMessage =
  | { readonly type: 'state'; readonly state: PageState }
  /** The next rows of a long call, and how many are left after them. */
  | { readonly type: 'rows'; readonly rows: readonly TranscriptRow[]; readonly more: number }
  /** The flags of this call have changed. */
  | { readonly type: 'flags'; readonly flags: readonly FlagMark[] }
  /** Answers a `flag/create`, after its flags, or after the composer was opened again because none could be made. */
  | { readonly type: 'flagged' }
  /** Events and suggestions, posted after the transcript. */
  | { readonly type: 'pathway'; readonly pathway: PathwayView }
  /** The place of the call in the review queue; null when it is in none. */
  | { readonly type: 'review'; readonly review: ReviewView | null }
  /** Names for the IDs in the header, by field, posted after the transcript. */
  | { readonly type: 'names'; readonly names: Readonly<Record<string, string>> }
  /** The flag types that can be chosen; `loading` while there may be more. */
  | { readonly type: 'flagTypes'; readonly flagTypes: readonly FlagTypeChoice[]; readonly loading?: boolean }
  /** Select a row and bring it into view. */
  | { readonly type: 'reveal'; readonly index: number }
  /** Identifies the panel's call and issue. The page drops the drafts of the one before. */
  | { readonly type: 'panel'; readonly panel: string }
  /** Open the composer under a row, with a draft, or with a quote of the row in the note. `others` are flagged together with it. */
  | {
      readonly type: 'compose';
      readonly index: number;
      readonly quote: string | null;
      readonly draft?: Draft | undefined;
      readonly others?: readonly number[] | undefined;
    }
  /** The keys by the user's settings. */
  | { readonly type: 'keys'; readonly keys: Keys }
  /** Hide or show the rows of actions, robots and noise. */
  | { readonly type: 'dimmed'; readonly hidden: boolean }
  /** Do what the key of this action does. */
  | { readonly type: 'act'; readonly action: KeyAction }
  | { readonly type: 'audio'; readonly audio: AudioMessage }
  | { readonly type: 'corrected'; readonly corrected: CorrectedView }
  /** The comment on this row was accepted, or has to be edited. */
  | { readonly type: 'commented'; readonly index: number; readonly accepted: boolean }
  /** Announce in the live region; show it if `tone` is `warning`. */
  | { readonly type: 'say'; readonly text: string; readonly tone: 'info' | 'warning' };

export type PageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'problem'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | { readonly kind: 'ready'; readonly view: TranscriptView };
