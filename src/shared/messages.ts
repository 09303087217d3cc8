/**
 * The messages between the transcript page and the extension host.
 *
 * What the page sends is data from a stranger: the host parses each message with the schema below before it looks at
 * it. What the host sends is typed only.
 */
import * as z from 'zod/mini';
import { type AudioMessage, speeds } from './audio.ts';
import type { CorrectedView } from './corrected.ts';
import type { KeyAction, Keys } from './keys.ts';
import type { PathwayView } from './pathway.ts';
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

/** Messages that can be selected and copied at once: as many as a very long call has. */
const maxSelected = 200_000;

/** Every message the page may send, by its type. The page names rows by index and flags by id; never text of a row. */
export const pageMessageSchemas = {
  /** The page has loaded: answer with the whole state. */
  ready: z.object({ type: z.literal('ready') }),
  /** Which row is selected, and what text inside it; the commands that run on "the selected message" read this. */
  select: z.object({
    type: z.literal('select'),
    index: z.nullable(index),
    quote: z.nullable(z.string().check(z.maxLength(maxNote))),
    /** In display order, when several rows are selected. */
    indexes: z.optional(z.array(index).check(z.maxLength(maxSelected))),
  }),
  /** Show more of a long call: up to the message with this index, or the next part. */
  'rows/show': z.object({ type: z.literal('rows/show'), index: z.nullable(index) }),
  /** Copy messages, alone or with what stands around them. */
  'message/copy': z.object({
    type: z.literal('message/copy'),
    indexes: z.array(index).check(z.minLength(1), z.maxLength(maxSelected)),
    context: z.boolean(),
  }),
  /** Copy a fact of the header, by its id. */
  'header/copy': z.object({ type: z.literal('header/copy'), field: id }),
  /** Open the call as text, copy a link to it, hide the dimmed rows or mask what is personal (or no longer). */
  'header/action': z.object({ type: z.literal('header/action'), action: z.enum(headerActions) }),
  /** Put a flag on a row, and the same on each of the others that were selected with it. An empty note is no note. */
  'flag/create': z.object({
    type: z.literal('flag/create'),
    index,
    others: z.array(index).check(z.maxLength(maxFlagsAtOnce - 1)),
    flagType,
    note,
  }),
  /** Begin a flag on a call that is read for no issue: have one chosen, and open the composer with what there is for it. */
  'flag/begin': z.object({
    type: z.literal('flag/begin'),
    index,
    others: z.array(index).check(z.maxLength(maxFlagsAtOnce - 1)),
    quote: z.nullable(note),
    draft: z.optional(draft),
  }),
  'flag/remove': z.object({ type: z.literal('flag/remove'), id }),
  /** Open the composer on a flag, with what it says: only the host knows it unmasked. */
  'flag/open': z.object({ type: z.literal('flag/open'), id }),
  /** Give a flag another type and note: a new one takes its place. */
  'flag/edit': z.object({ type: z.literal('flag/edit'), id, index, flagType, note }),
  /** A finding becomes a flag as it is, or is not wanted. */
  finding: z.object({ type: z.literal('finding'), id, action: z.enum(['store', 'dismiss']) }),
  /** What to do with a flag that failed: attach the call and send again, send again, give up, or leave an edited one be. */
  'flag/resolve': z.object({
    type: z.literal('flag/resolve'),
    id,
    action: z.enum(['attach', 'retry', 'discard', 'keep']),
  }),
  /** Comment on the issue, about a message of the SMS conversation. */
  'comment/create': z.object({
    type: z.literal('comment/create'),
    index,
    text: note.check(z.minLength(1)),
  }),
  /** What to do with a comment that is not stored. */
  'comment/resolve': z.object({ type: z.literal('comment/resolve'), id, action: z.enum(commentActions) }),
  /** Attach the SMS conversation to the issue that it is read under. */
  'conversation/attach': z.object({ type: z.literal('conversation/attach') }),
  /** Have another issue chosen that the call or conversation is read for. */
  'issue/change': z.object({ type: z.literal('issue/change') }),
  /** All drafts of the call as they are now; sent whenever one changes. `panel` is what the page knows the panel by. */
  drafts: z.object({
    type: z.literal('drafts'),
    panel: z.optional(z.string().check(z.maxLength(2000))),
    drafts: z.array(draft).check(z.maxLength(maxDrafts)),
  }),
  /** What the editor does better than the page: find text, list the keys, take the last flags back, make an issue. */
  ask: z.object({ type: z.literal('ask'), what: z.enum(['find', 'help', 'undo', 'issue']) }),
  /** What the player asks for: the recording, a setting kept, or one of the ways out that a failure offered. */
  audio: z.object({
    type: z.literal('audio'),
    request: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('load') }),
      z.object({ kind: z.literal('settings'), speed: z.literal(speeds), skipSilence: z.boolean() }),
      /** The recording is there, but cannot be played. */
      z.object({ kind: z.literal('unplayable') }),
      z.object({ kind: z.enum(['open', 'save']) }),
    ]),
  }),
  /** Ask the service for the corrected text, unless it is here; or wait for it no longer. */
  corrected: z.object({ type: z.literal('corrected'), request: z.enum(['show', 'hide']) }),
  /** An action offered with a problem that stands in place of the transcript. */
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

/** The message, or undefined when it is not one of ours. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const type: unknown = Reflect.get(value, 'type');
  if (typeof type !== 'string' || !Object.hasOwn(pageMessageSchemas, type)) return undefined;
  const parsed = pageMessageSchemas[type as PageMessageType].safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

export type HostMessage =
  | { readonly type: 'state'; readonly state: PageState }
  /** The next messages of a long call, and how many are left after them. */
  | { readonly type: 'rows'; readonly rows: readonly TranscriptRow[]; readonly more: number }
  /** The flags of this call changed; everything else stands. */
  | { readonly type: 'flags'; readonly flags: readonly FlagMark[] }
  /** What the agent was doing, once it is known; it stands beside the transcript that the page shows. */
  | { readonly type: 'pathway'; readonly pathway: PathwayView }
  /** What the fields of the header that hold ids are called, by the field's id, once it is known. */
  | { readonly type: 'names'; readonly names: Readonly<Record<string, string>> }
  /** What the digits and the list of flag types offer; `loading` while more are on their way. */
  | { readonly type: 'flagTypes'; readonly flagTypes: readonly FlagTypeChoice[]; readonly loading?: boolean }
  /** Select a row and bring it into view. */
  | { readonly type: 'reveal'; readonly index: number }
  /** What the page is to know the panel by from now on; what it keeps of drafts was another one's. */
  | { readonly type: 'panel'; readonly panel: string }
  /**
   * Open the composer under a row, with this text selected inside the row quoted in the note, or with this in it. `others`
   * are the rows that are selected with it.
   */
  | {
      readonly type: 'compose';
      readonly index: number;
      readonly quote: string | null;
      readonly draft?: Draft | undefined;
      readonly others?: readonly number[] | undefined;
    }
  /** The keys as the user's settings have them. */
  | { readonly type: 'keys'; readonly keys: Keys }
  /** Whether the rows of actions, robots and noise are out of sight. */
  | { readonly type: 'dimmed'; readonly hidden: boolean }
  /** A command asks for what a key does. */
  | { readonly type: 'act'; readonly action: KeyAction }
  | { readonly type: 'audio'; readonly audio: AudioMessage }
  | { readonly type: 'corrected'; readonly corrected: CorrectedView }
  /** The comment on this row is on its way, or was not accepted and is still to be edited. */
  | { readonly type: 'commented'; readonly index: number; readonly accepted: boolean }
  /** Said in the live region, and shown where `tone` is `warning`. */
  | { readonly type: 'say'; readonly text: string; readonly tone: 'info' | 'warning' };

export type PageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'problem'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | { readonly kind: 'ready'; readonly view: TranscriptView };

/** A button: the id goes back in a `problem` message, and the host decides what it means. */
export interface PageAction {
  readonly id: string;
  readonly label: string;
}
