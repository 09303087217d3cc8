import { ApproximateIndexError, MessageMismatchError, MessageNotFoundError } from '../transcript/errors.ts';
import { messageAt, type Message, type Transcript } from '../transcript/transcript.ts';

/**
 * Returns the message that a flag names, as the transcript has it.
 *
 * @throws ApproximateIndexError, MessageNotFoundError, MessageMismatchError
 */
export function verifiedMessage(
  transcript: Transcript,
  { messageIndex, messageText }: { readonly messageIndex: number; readonly messageText?: string | undefined },
): Message {
  if (transcript.approximate) throw new ApproximateIndexError(transcript.callId);
  const message = messageAt(transcript, messageIndex);
  if (message === undefined) throw new MessageNotFoundError(messageIndex, transcript.details.transcripts.length);
  if (messageText !== undefined && messageText !== (message.text ?? '')) throw new MessageMismatchError(messageIndex);
  return message;
}
