import type { Flag, NewFlag } from '../../api/bland/flags.ts';
import { maxNote } from '../../shared/transcript.ts';
import { InvalidArgumentError, MessageMismatchError, MessageNotFoundError } from '../errors.ts';
import { messageAt, type Message, type Transcript } from '../transcript/transcript.ts';
import type { AddFlagPayload } from '../outbox/kinds/add-flag.ts';

export interface FlagRequest {
  readonly issueId: string;
  readonly callId: string;
  /** Raw position of the row in `transcripts[]`, from zero; null for a flag on the whole call. */
  readonly messageIndex: number | null;
  /** When given, it must be the row's text verbatim. */
  readonly messageText?: string | undefined;
  readonly type: string;
  readonly note?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly nodeName?: string | undefined;
  /** Attach the call to the issue first. */
  readonly attach?: boolean | undefined;
}

/**
 * Makes the write for a flag. Index and text are checked against the transcript when it is loaded and the call has
 * ended; otherwise the write fetches the call and checks before it sends.
 *
 * @throws MessageNotFoundError, MessageMismatchError, InvalidArgumentError
 */
export function prepareFlag(request: FlagRequest, known: Transcript | undefined): AddFlagPayload {
  const words = flagWords(request);
  const { issueId, callId, messageIndex, messageText, attach = false } = request;
  if (messageIndex === null) return { issueId, attach, verify: false, flag: { call_id: callId, ...words } };
  const final = known !== undefined && !known.running;
  const text = known === undefined ? (messageText ?? null) : verified(known, { messageIndex, messageText }).text;
  return {
    issueId,
    attach,
    verify: !final,
    flag: {
      call_id: callId,
      ...words,
      message_index: messageIndex,
      ...(text === null ? {} : { message_text: text }),
      ...(request.nodeId === undefined ? {} : { node_id: request.nodeId }),
      ...(request.nodeName === undefined ? {} : { node_name: request.nodeName }),
    },
  };
}

/** Type and note as they are sent: an absent note is left out, never sent empty, since the service takes 1 to 4000 characters. */
function flagWords(request: Pick<FlagRequest, 'type' | 'note'>): Pick<NewFlag, 'type' | 'note'> {
  const type = request.type.trim();
  if (type === '') throw new InvalidArgumentError('type', 'A flag needs a type.');
  const note = request.note?.trim() ?? '';
  if (note.length > maxNote) {
    throw new InvalidArgumentError('note', `A note has at most ${maxNote} characters; this one has ${note.length}.`);
  }
  return { type, ...(note === '' ? {} : { note }) };
}

/** A stored flag's content, as it is sent to make it anew. */
export function contentOf(flag: Flag): NewFlag {
  return {
    call_id: flag.call_id,
    type: flag.type,
    ...(flag.note === '' ? {} : { note: flag.note }),
    ...(flag.message_index === null ? {} : { message_index: flag.message_index }),
    ...(flag.message_text === null ? {} : { message_text: flag.message_text }),
    ...(flag.node_id === null ? {} : { node_id: flag.node_id }),
    ...(flag.node_name === null ? {} : { node_name: flag.node_name }),
  };
}

/**
 * A flag with another type or note, on the same message; undefined when that is what it says already.
 *
 * @throws InvalidArgumentError
 */
export function changedFlag(flag: NewFlag, change: Pick<FlagRequest, 'type' | 'note'>): NewFlag | undefined {
  const words = flagWords(change);
  if (words.type === flag.type && words.note === flag.note) return undefined;
  const { note: _before, ...rest } = flag;
  return { ...rest, ...words };
}

/**
 * The message that a flag names, as the transcript has it.
 *
 * @throws MessageNotFoundError, MessageMismatchError
 */
export function verified(
  transcript: Transcript,
  { messageIndex, messageText }: { readonly messageIndex: number; readonly messageText?: string | undefined },
): Message {
  const message = messageAt(transcript, messageIndex);
  if (message === undefined) throw new MessageNotFoundError(messageIndex, transcript.details.transcripts.length);
  if (messageText !== undefined && messageText !== (message.text ?? '')) throw new MessageMismatchError(messageIndex);
  return message;
}
