import type { ByteSource } from '../../api/bytes.ts';
import { BadRequestError, ObjectStorageError } from '../../api/errors.ts';
import type { TalkdeskApi } from '../../api/talkdesk/index.ts';
import type { Entry, Pending } from '../outbox/outbox.ts';
import type { TalkdeskSession } from '../sessions/talkdesk-session.ts';
import { createAttachment, type CreateAttachmentPayload } from '../outbox/kinds/create-attachment.ts';
import type { Attachment } from '../../api/talkdesk/attachments.ts';

export interface Sending {
  readonly signal: AbortSignal;
  /** Called with the bytes that are sent so far, from zero again when they are sent again. */
  readonly onSent?: (bytes: number) => void;
}

/**
 * Asks for a link and sends the bytes there. An address that ends meanwhile is asked for anew, once.
 *
 * @returns what an attachment can be made from, as long as it holds
 * @throws ServiceError; AbortError, after which nothing is left but bytes that belong to nothing
 */
export async function sendBytes(
  api: TalkdeskApi,
  bytes: ByteSource,
  type: string,
  { signal, onSent }: Sending,
): Promise<string> {
  for (let renewed = false; ; renewed = true) {
    const { request_id, url } = await api.uploadLinks.create(type, { signal });
    try {
      await api.storage.put(url, bytes, { type, signal, onSent });
      return request_id;
    } catch (error) {
      if (renewed || !(error instanceof ObjectStorageError && error.expired)) throw error;
    }
  }
}

export interface MakeOptions {
  /** Wait before the write goes on in the background, milliseconds. */
  readonly budgetMs: number;
  /** Returns another name for one that is taken; null to cancel. Without it, a name that is taken is an error. */
  readonly rename?: (taken: string) => Promise<string | null>;
  /** Sends the bytes again when the service does not know them any more. */
  readonly resend: () => Promise<string>;
  /** Called once the write is stored: from then on the outbox delivers it. */
  readonly onRecorded?: () => unknown;
  /** A refused attachment stays in the outbox, for the user to decide about. */
  readonly keepRefused: boolean;
}

/**
 * Makes the attachment from bytes that are there, through the outbox. A name that is taken is replaced by another one and
 * the bytes stay where they are.
 *
 * @returns the attachment, or a `Pending` when the time is over before the answer came
 * @throws what the service refused it with
 */
export async function makeAttachment(
  outbox: TalkdeskSession['outbox'],
  payload: CreateAttachmentPayload,
  options: MakeOptions,
): Promise<Attachment | Pending> {
  outbox.resume();
  const { id } = outbox.add(createAttachment, payload);
  void outbox.recorded(id).then((recorded) => recorded && options.onRecorded?.());
  let now = payload;
  let resent = false;
  for (;;) {
    const outcome = await outbox.outcome(id, options.budgetMs);
    if (outcome?.state === 'delivered') return outcome.result as Attachment;
    if (outcome?.state === 'asks') throw outcome.error;
    if (outcome?.state !== 'refused') return waiting(outbox, id, outcome, options);
    const next: CreateAttachmentPayload | undefined = await amended(outcome.error, now, options, resent).catch(
      async (error: unknown) => {
        await outbox.discard(id);
        throw error;
      },
    );
    if (next === undefined) {
      if (!options.keepRefused) await outbox.discard(id);
      throw outcome.error;
    }
    resent ||= next.requestId !== now.requestId;
    now = next;
    await outbox.amend(id, next);
  }
}

/** Tells whether an error says that the uploaded bytes cannot be used, or no longer. */
function isAboutBytes(error: unknown): boolean {
  return error instanceof BadRequestError && error.paths.includes('request_id');
}

async function amended(
  error: unknown,
  payload: CreateAttachmentPayload,
  { rename, resend }: MakeOptions,
  resent: boolean,
): Promise<CreateAttachmentPayload | undefined> {
  if (createAttachment.isTaken(error) && rename !== undefined) {
    const name = await rename(payload.name);
    return name === null ? undefined : { ...payload, name };
  }
  if (isAboutBytes(error) && !resent) return { ...payload, requestId: await resend() };
  return undefined;
}

/** Handed over, discarded elsewhere, or late. */
async function waiting(
  outbox: TalkdeskSession['outbox'],
  id: string,
  outcome: Entry | undefined,
  { keepRefused }: MakeOptions,
): Promise<Pending> {
  const { needsKey } = outbox.status;
  if (outcome === undefined && needsKey !== undefined && !keepRefused) {
    if (await outbox.discard(id)) throw needsKey;
  }
  return { pending: true, entryId: id };
}
