import * as z from 'zod/mini';
import { type Draft, maxDrafts, maxFlagType, maxNote } from '../shared/transcript.ts';
import type { DraftKind, DraftPlace, DraftStore } from './drafts.ts';

/** The longest draft that is read, characters. */
const maxText = 200_000;

const flagNotes: DraftKind<readonly Draft[]> = {
  name: 'flags',
  schema: z
    .array(
      z.object({
        index: z.int().check(z.nonnegative()),
        edits: z.optional(z.string().check(z.maxLength(200))),
        flagType: z.string().check(z.maxLength(maxFlagType)),
        isNew: z.boolean(),
        newType: z.optional(z.string().check(z.maxLength(maxFlagType))),
        note: z.string().check(z.maxLength(maxNote)),
      }),
    )
    .check(z.maxLength(maxDrafts)),
  none: [],
  isNone: (drafts) => drafts.length === 0,
};

/** Place of the drafts of flags on a call, read under an issue. */
export function flagDrafts(call: {
  readonly connectionId: string;
  readonly issueId: string | null;
  readonly callId: string;
}): DraftPlace<readonly Draft[]> {
  const { connectionId, issueId, callId } = call;
  return { kind: flagNotes, connectionId, issueId, part: callId };
}

const commentNotes: DraftKind<readonly Draft[]> = { ...flagNotes, name: 'comments' };

/** Place of the drafts on the messages of a call, or about those of an SMS conversation, read under an issue. */
export function messageDrafts(
  target: { readonly connectionId: string; readonly issueId: string | null } & (
    | { readonly callId: string }
    | { readonly conversationId: string }
  ),
): DraftPlace<readonly Draft[]> {
  if ('callId' in target) return flagDrafts(target);
  const { connectionId, issueId, conversationId } = target;
  return { kind: commentNotes, connectionId, issueId, part: conversationId };
}

/** Moves drafts on messages to another place. A draft whose message has one there stays where it is. */
export function moveDrafts(
  drafts: DraftStore,
  from: DraftPlace<readonly Draft[]>,
  to: DraftPlace<readonly Draft[]>,
): void {
  const there = drafts.of(to);
  const isDouble = ({ index, edits }: Draft): boolean =>
    there.some((other) => other.index === index && other.edits === edits);
  const [stays, goes] = [drafts.of(from).filter(isDouble), drafts.of(from).filter((draft) => !isDouble(draft))];
  if (goes.length === 0) return;
  drafts.keep(to, [...there, ...goes].slice(-maxDrafts));
  drafts.keep(from, stays);
}

const corrected: DraftKind<boolean> = {
  name: 'corrected',
  schema: z.boolean(),
  none: false,
  isNone: (shown) => !shown,
};

/** Place of the switch that shows the corrected text of a call. */
export function shownCorrected(connectionId: string, callId: string): DraftPlace<boolean> {
  return { kind: corrected, connectionId, issueId: null, part: callId };
}

const text = (name: string): DraftKind<string> => ({
  name,
  schema: z.string().check(z.maxLength(maxText)),
  none: '',
  isNone: (draft) => draft.trim() === '',
});

/** A scenario that is written as a document. */
export interface ScenarioText {
  readonly text: string;
  /** The scenario that was created of it; null until then. */
  readonly scenarioId: string | null;
  /** The mark of the write that creates it; null before the first. */
  readonly mark: string | null;
}

export const scenarioTexts: DraftKind<ScenarioText | null> = {
  name: 'scenario',
  schema: z.nullable(
    z.object({
      text: z.string().check(z.maxLength(maxText)),
      scenarioId: z.nullable(z.string()),
      mark: z.nullable(z.string()),
    }),
  ),
  none: null,
  isNone: (draft) => draft === null,
};

/** Kinds of text that are typed into input boxes. */
export const textKinds = {
  title: text('title'),
  description: text('description'),
  comment: text('comment'),
  norm: text('norm'),
  callFlag: text('callFlag'),
} as const;

const maxLinks = 100;

const editedText = z.object({
  text: z.string().check(z.maxLength(maxText)),
  /** The text when editing began. */
  base: z.string(),
});

/** Edits of an issue's texts on its page that were not sent. */
export interface TextEdits {
  readonly title?: { readonly text: string; readonly base: string } | undefined;
  readonly description?: { readonly text: string; readonly base: string } | undefined;
}

export const textEdits: DraftKind<TextEdits> = {
  name: 'texts',
  schema: z.object({ title: z.optional(editedText), description: z.optional(editedText) }),
  none: {},
  isNone: ({ title, description }) => title === undefined && description === undefined,
};

/** The evidence that a comment in writing is about, by its links. */
export const commentEvidence: DraftKind<readonly string[]> = {
  name: 'commentEvidence',
  schema: z.array(z.string().check(z.maxLength(2000))).check(z.maxLength(maxLinks)),
  none: [],
  isNone: (links) => links.length === 0,
};
