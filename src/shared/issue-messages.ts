/**
 * The messages between the issue page and the extension host. Those of the page are not trusted: the host parses each one
 * by its schema. Those of the host are only typed.
 */
import * as z from 'zod/mini';
import { messageParser } from './message-parser.ts';
import {
  type ActivityList,
  type AffectedView,
  changeActions,
  type Choice,
  choiceFields,
  type ChoiceField,
  type CommentDraft,
  type EditView,
  type EvidenceList,
  type HeadView,
  maxCommentEvidence,
  type NormView,
  type RelationList,
  type ScenarioList,
  textFields,
  type TextField,
} from './issue-view.ts';
import type { PageAction } from './page-action.ts';

const id = z.string().check(z.minLength(1), z.maxLength(2000));
const field = z.enum(choiceFields);
const textField = z.enum(textFields);
/** Longer than the service takes: what is too long is kept as a draft all the same. */
const text = z.string().check(z.maxLength(200_000));
const links = z.array(id).check(z.maxLength(maxCommentEvidence));

export const issueMessageSchemas = {
  /** The page has loaded: post the whole state. */
  ready: z.object({ type: z.literal('ready') }),
  /** Run an action that the host has given out. */
  run: z.object({ type: z.literal('run'), action: id }),
  /** The values that a field can have, asked for when its list opens. */
  choices: z.object({ type: z.literal('choices'), field }),
  /** Set a field to one of the values posted last. */
  choose: z.object({ type: z.literal('choose'), field, choice: id }),
  /** Begin to edit a text: only the host knows it unmasked. */
  edit: z.object({ type: z.literal('edit'), field: textField }),
  /** The text as it is now, posted whenever it changes. */
  'edit/draft': z.object({ type: z.literal('edit/draft'), field: textField, text }),
  'edit/save': z.object({ type: z.literal('edit/save'), field: textField, text }),
  /** Give up the text, or take what somebody else has stored instead of it. */
  'edit/discard': z.object({ type: z.literal('edit/discard'), field: textField }),
  /** Keep the own text although somebody else has stored another. */
  'edit/keep': z.object({ type: z.literal('edit/keep'), field: textField }),
  /** Close the editor; the draft stays. */
  'edit/close': z.object({ type: z.literal('edit/close'), field: textField }),
  /** The comment as it is now, posted whenever it changes. */
  'comment/draft': z.object({ type: z.literal('comment/draft'), text, links }),
  'comment/post': z.object({ type: z.literal('comment/post'), text, links }),
  /** Decide about a change that is not stored. */
  change: z.object({ type: z.literal('change'), id, action: z.enum(changeActions) }),
  /** Load what the calls ran on, and the alerts. */
  affected: z.object({ type: z.literal('affected') }),
  /** Run an action that was offered with an error in place of the issue. */
  problem: z.object({ type: z.literal('problem'), action: id }),
} as const;

type Schemas = typeof issueMessageSchemas;
type IssueMessageType = keyof Schemas;
export type IssueMessageOf<T extends IssueMessageType> = z.infer<Schemas[T]>;
/** A message of the issue page. */
export type IssueMessage = { [T in IssueMessageType]: IssueMessageOf<T> }[IssueMessageType];

/** Parses a message of the page; undefined when it is invalid. */
export const parseIssueMessage = messageParser(issueMessageSchemas);

/** A message to the issue page. */
export type IssueHostMessage =
  | { readonly type: 'loading' }
  | { readonly type: 'problem'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | { readonly type: 'head'; readonly head: HeadView }
  | { readonly type: 'evidence'; readonly evidence: EvidenceList }
  | { readonly type: 'relations'; readonly relations: RelationList }
  /** Null: the section is not shown. */
  | { readonly type: 'scenarios'; readonly scenarios: ScenarioList | null }
  | { readonly type: 'norm'; readonly norm: NormView }
  | { readonly type: 'activity'; readonly activity: ActivityList }
  | { readonly type: 'affected'; readonly affected: AffectedView }
  /** Open a part that is closed, and go there. */
  | { readonly type: 'open'; readonly part: 'affected' | 'texts' }
  | { readonly type: 'choices'; readonly field: ChoiceField; readonly choices: readonly Choice[] }
  /** Open the editor of a text, or bring it up to date. */
  | { readonly type: 'edit'; readonly edit: EditView }
  /** The text was stored, or its draft was given up: close the editor. */
  | { readonly type: 'edited'; readonly field: TextField }
  /** Fill the comment box: with the draft, or with nothing once the comment was accepted. */
  | { readonly type: 'comment'; readonly draft: CommentDraft }
  /** The comment was not accepted: it stays in the box. */
  | { readonly type: 'comment/kept' }
  /** Announce in the live region; show it if `tone` is `warning`. */
  | { readonly type: 'say'; readonly text: string; readonly tone: 'info' | 'warning' };
