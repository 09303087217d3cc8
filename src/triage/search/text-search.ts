import { setImmediate } from 'node:timers/promises';
import { parseTime } from '../../shared/time.ts';
import { startTimeOf } from '../calls/facts.ts';
import { findText, foldText, type TextRange } from './found-text.ts';
import { maskSearchedCall, type SearchedCall, type SearchedMessage } from './searched-call.ts';

export interface FoundMessage extends SearchedMessage {
  /** Places of the text in the message. */
  readonly ranges: readonly TextRange[];
}

/** A call in which the text was found, with the messages that contain it, in display order. */
export interface FoundCall {
  readonly call: SearchedCall['call'];
  readonly messages: readonly FoundMessage[];
}

export interface SearchOptions {
  readonly text: string;
  /** Searches what masking leaves, and finds nothing else. */
  readonly isMasked: boolean;
  readonly maxMessages?: number;
}

/** Most messages of a search. */
const mostMessages = 1_000;

/** A search for a text in the messages of calls, which are given to it one after the other. */
export class TextSearch {
  readonly text: string;
  readonly #wanted: string;
  readonly #isMasked: boolean;
  readonly #mostMessages: number;
  readonly #found: FoundCall[] = [];
  readonly #searched = new Set<string>();
  #messages = 0;
  #isCut = false;

  constructor({ text, isMasked, maxMessages = mostMessages }: SearchOptions) {
    this.text = text;
    this.#wanted = foldText(text).trim();
    this.#isMasked = isMasked;
    this.#mostMessages = maxMessages;
  }

  /** The calls in which the text was found, newest first. */
  get found(): readonly FoundCall[] {
    const startOf = ({ call }: FoundCall): number => parseTime(startTimeOf(call)) ?? 0;
    return this.#found.toSorted((a, b) => startOf(b) - startOf(a));
  }

  get messages(): number {
    return this.#messages;
  }

  /** More messages contain the text than are told. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** IDs of the calls that were searched. */
  get searched(): ReadonlySet<string> {
    return this.#searched;
  }

  /** Searches a call, once. */
  add(given: SearchedCall): void {
    const { call_id: callId } = given.call;
    if (this.#searched.has(callId)) return;
    this.#searched.add(callId);
    const { call, messages } = this.#isMasked ? maskSearchedCall(given) : given;
    const found = messages.flatMap((message): FoundMessage[] => {
      const ranges = findText(message.text, this.#wanted);
      return ranges.length === 0 ? [] : [{ ...message, ranges }];
    });
    const kept = found.slice(0, this.#mostMessages - this.#messages);
    this.#messages += kept.length;
    this.#isCut ||= kept.length < found.length;
    if (kept.length > 0) this.#found.push({ call, messages: kept });
  }

  /** Searches calls, and lets other work go on meanwhile. Ends early when aborted. */
  async addAll(
    calls: Iterable<SearchedCall> | AsyncIterable<SearchedCall>,
    signal: AbortSignal,
    onCall?: () => void,
  ): Promise<void> {
    for await (const call of calls) {
      if (signal.aborted) return;
      this.add(call);
      onCall?.();
      await setImmediate();
    }
  }
}

/** Returns whether there is anything to search for in a text. */
export function isSearchable(text: string): boolean {
  return foldText(text).trim() !== '';
}
