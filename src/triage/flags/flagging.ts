import type { Flag, NewFlag } from '../../api/bland/flags.ts';
import { maxNote } from '../../shared/transcript.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { Transcript } from '../transcript/transcript.ts';
import type { AddFlagPayload } from '../outbox/kinds/add-flag.ts';
import { verifiedMessage } from './verified-message.ts';

export interface FlagRequest {
  readonly issueId: string;
  readonly callId: string;
  /** Raw position of the row in `transcripts[]`, from zero; null for a flag on the whole call. */
  readonly messageIndex: number | null;
  /** The row's text verbatim, to be checked; left out when it is unknown. */
  readonly messageText?: string | undefined;
  readonly type: string;
  readonly note?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly nodeName?: string | undefined;
  /** Attach the call to the issue first. */
  readonly attach?: boolean | undefined;
}

/**
 * Returns the payload of the write for a flag. Index and text are checked against the transcript when it is loaded and the call has
 * ended; otherwise the write fetches the call and checks before it sends.
 *
 * @throws ApproximateIndexError, MessageNotFoundError, MessageMismatchError, InvalidArgumentError
 */
export function prepareFlag(request: FlagRequest, known: Transcript | undefined): AddFlagPayload {
  const words = flagWords(request);
  const { issueId, callId, messageIndex, messageText, attach = false } = request;
  if (messageIndex === null) return { issueId, attach, verify: false, flag: { call_id: callId, ...words } };
  const final = known !== undefined && !known.running;
  const text = known === undefined ? (messageText ?? null) : verifiedMessage(known, { messageIndex, messageText }).text;
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

/** Type and note as they are sent. An empty note is left out: the service takes 1 to 4000 characters. */
function flagWords(request: Pick<FlagRequest, 'type' | 'note'>): Pick<NewFlag, 'type' | 'note'> {
  const type = request.type.trim();
  if (type === '') throw new InvalidArgumentError('type', 'A flag needs a type.');
  const note = request.note?.trim() ?? '';
  if (note.length > maxNote) {
    throw new InvalidArgumentError('note', `A note has at most ${maxNote} characters; this one has ${note.length}.`);
  }
  return { type, ...(note === '' ? {} : { note }) };
}

/** Returns the content of a stored flag, as it is sent to make the flag again. */
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
 * Returns a flag with another type or note on the same message; undefined when it has both already.
 *
 * @throws InvalidArgumentError
 */
export function changedFlag(flag: NewFlag, change: Pick<FlagRequest, 'type' | 'note'>): NewFlag | undefined {
  const words = flagWords(change);
  if (words.type === flag.type && words.note === flag.note) return undefined;
  const { note: _before, ...rest } = flag;
  return { ...rest, ...words };
}
