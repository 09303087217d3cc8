/**
 * The messages between the insights page and the extension host. Those of the page are not trusted: the host parses each one
 * by its schema. Those of the host are only typed.
 */
import * as z from 'zod/mini';
import { messageParser } from './message-parser.ts';
import { insightParts, insightRanges, type InsightsView } from './insights-view.ts';
import type { PageAction } from './page-action.ts';

const id = z.string().check(z.minLength(1), z.maxLength(4000));
const range = z.enum(insightRanges);

const insightsMessageSchemas = {
  /** The page has loaded: post the whole state, for the range that was chosen last. */
  ready: z.object({ type: z.literal('ready'), range }),
  /** Count by day or week over this range. */
  range: z.object({ type: z.literal('range'), range }),
  /** Run an action that the host has given out. */
  run: z.object({ type: z.literal('run'), action: id }),
  /** Load what is not loaded. */
  load: z.object({ type: z.literal('load'), part: z.enum(insightParts) }),
  /** Stop reading flags. */
  stop: z.object({ type: z.literal('stop') }),
  /** Run an action that was offered with an error in place of the pictures. */
  problem: z.object({ type: z.literal('problem'), action: id }),
} as const;

type Schemas = typeof insightsMessageSchemas;
type InsightsMessageType = keyof Schemas;
/** A message of the insights page. */
export type InsightsMessage = { [T in InsightsMessageType]: z.infer<Schemas[T]> }[InsightsMessageType];

/** Parses a message of the page; undefined when it is invalid. */
export const parseInsightsMessage = messageParser(insightsMessageSchemas);

/** A message to the insights page. */
export type InsightsHostMessage =
  | { readonly type: 'loading' }
  | { readonly type: 'problem'; readonly sentence: string; readonly actions: readonly PageAction[] }
  | { readonly type: 'insights'; readonly view: InsightsView }
  /** Announce in the live region; show it if `tone` is `warning`. */
  | { readonly type: 'say'; readonly text: string; readonly tone: 'info' | 'warning' };
