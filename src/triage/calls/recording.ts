import type { RecordingPart } from '../../api/bland/recordings.ts';
import { ApiError, BadRequestError, NotFoundError, RecordingTooLargeError, ServerError } from '../../api/errors.ts';
import type { BlandApi } from '../../api/index.ts';

/** The largest recording that is fetched: over an hour of one channel as WAV, half an hour of two, several as MP3. Bytes. */
export const maxRecordingBytes = 64 * 1024 * 1024;

export interface FetchOptions {
  readonly maxBytes?: number | undefined;
  /** Caller and agent on channels of their own, where the service has them so and that is not too large. */
  readonly stereo?: boolean;
  /** The way to a recording that the service only names; default: none is taken. */
  readonly remote?: RemoteFetch | undefined;
}

/** Fetches a recording that an imported call names elsewhere. */
export type RemoteFetch = (address: string, signal: AbortSignal, maxBytes: number) => Promise<RecordingPart>;

/**
 * A call's recording, part by part: as WAV, or as MP3 where that is too large. Where the service cannot stream it, it is
 * asked for the whole by the call's own address.
 * @throws NotFoundError, RecordingTooLargeError and whatever else stands in the way
 */
export async function* fetchRecording(
  { recordings }: Pick<BlandApi, 'recordings'>,
  callId: string,
  signal: AbortSignal,
  { maxBytes = maxRecordingBytes, stereo = false, remote }: FetchOptions = {},
): AsyncGenerator<RecordingPart, void> {
  const options = { signal, maxBytes };
  let begun = false;
  const begin = (part: RecordingPart): RecordingPart => {
    begun = true;
    return part;
  };
  try {
    for await (const part of recordings.parts(callId, 'audio/wav', { ...options, stereo })) yield begin(part);
    return;
  } catch (error) {
    if (begun) throw error;
    if (remote !== undefined && isMissing(error)) {
      const address = await recordings.link(callId, { signal }).catch(() => {
        throw error;
      });
      yield await remote(address, signal, maxBytes);
      return;
    }
    if (error instanceof RecordingTooLargeError) {
      if (stereo) yield* fetchRecording({ recordings }, callId, signal, { maxBytes });
      else yield* recordings.parts(callId, 'audio/mpeg', options);
      return;
    }
    if (!cannotStream(error)) throw error;
    const whole = await recordings.whole(callId, options).catch((second: unknown) => {
      // The first answer tells more, unless the way itself broke meanwhile.
      throw second instanceof ApiError ? error : second;
    });
    if (whole === null) throw error;
    yield whole;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof NotFoundError && error.serviceCode === 'CALL_RECORDING_NOT_FOUND';
}

/** The recording may be there although this way to it is not: an older address, or a failure on the service's side. */
function cannotStream(error: unknown): boolean {
  if (error instanceof NotFoundError) return !isMissing(error);
  return (
    error instanceof ServerError ||
    (error instanceof BadRequestError && error.serviceCode === 'CALL_RECORDING_FETCH_FAILED')
  );
}
