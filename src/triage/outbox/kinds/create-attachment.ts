import * as z from 'zod/mini';
import { BadRequestError, ConflictError } from '../../../api/errors.ts';
import type { Attachment } from '../../../api/talkdesk/attachments.ts';
import type { TalkdeskApi } from '../../../api/talkdesk/index.ts';
import type { MadeAttachments } from '../../attachments/made.ts';
import { AttachmentUnclearError } from '../../errors.ts';
import type { WriteKind } from '../kind.ts';

const word = z.string().check(z.minLength(1));
const schema = z.object({
  /** What the bytes were sent for. */
  requestId: word,
  name: word,
  type: word,
  metadata: z.optional(z.record(z.string(), z.unknown())),
  /** Where the bytes came from, so that they can be sent again; null when they were only in memory. */
  file: z.nullable(z.object({ uri: word, size: z.number(), modifiedMs: z.nullable(z.number()) })),
  /** The issue it is made for, and that issue's connection as journals name it. */
  issue: z.nullable(z.object({ owner: word, issueId: word })),
});

export type CreateAttachmentPayload = Readonly<z.output<typeof schema>>;

/** What the Talkdesk side of the application keeps. */
export interface TalkdeskStores {
  readonly made: MadeAttachments;
  readonly connectionId: string;
}

/**
 * Create an Attachment. Talkdesk has no list to look through after a lost answer, so the same is asked again: its name is
 * unique and its bytes make one attachment, which keeps it from being made twice. What is refused then was probably made
 * the first time, under an id that nobody knows: the user is asked.
 */
export const createAttachment: WriteKind<CreateAttachmentPayload, Attachment, TalkdeskApi, TalkdeskStores> & {
  /** Whether a name is taken. */
  isTaken(error: unknown): boolean;
} = {
  name: 'attachment.create',
  schema,
  issueId: ({ issue }) => issue?.issueId ?? '',
  next: ({ name, requestId, metadata }) => ({
    type: 'change',
    checked: false,
    look: async () => ({ at: 'baseline', baseline: { repeated: true } }),
    async send(api, baseline, signal) {
      const body = { name, request_id: requestId, ...(metadata === undefined ? {} : { metadata }) };
      try {
        const result = await api.attachments.create(body, { signal });
        return { made: { id: result.id, author: null }, result };
      } catch (error) {
        const isUsedUp = error instanceof BadRequestError && error.paths.includes('request_id');
        const isRepeated = baseline !== null;
        if (isRepeated && (isUsedUp || error instanceof ConflictError)) throw new AttachmentUnclearError(name);
        throw error;
      }
    },
  }),
  apply({ made, connectionId }, { issue, name, type, file }, attachment) {
    if (issue === null) return;
    void made
      .add({
        attachmentId: attachment.id,
        talkdeskId: connectionId,
        name: attachment.name || name,
        size: attachment.size ?? file?.size ?? null,
        type: attachment.type ?? type,
        ...issue,
        madeAt: new Date().toISOString(),
      })
      // What cannot be written is known to this window all the same.
      .catch(() => undefined);
  },
  isTaken: (error) => error instanceof ConflictError,
};
