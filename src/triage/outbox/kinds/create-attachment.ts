import * as z from 'zod/mini';
import { BadRequestError, ConflictError } from '../../../api/errors.ts';
import type { Attachment } from '../../../api/talkdesk/attachments.ts';
import type { TalkdeskApi } from '../../../api/talkdesk/index.ts';
import type { MadeAttachments } from '../../attachments/made.ts';
import { AttachmentUnclearError } from '../../attachments/errors.ts';
import type { WriteKind } from '../kind.ts';

const word = z.string().check(z.minLength(1));
const schema = z.object({
  /** Names the bytes that were uploaded. */
  requestId: word,
  name: word,
  type: word,
  metadata: z.optional(z.record(z.string(), z.unknown())),
  /** The file the bytes came from, to upload them again; null when they were only in memory. */
  file: z.nullable(z.object({ uri: word, size: z.number(), modifiedMs: z.nullable(z.number()) })),
  /** The issue it is made for, and that issue's connection as the outbox names it. */
  issue: z.nullable(z.object({ owner: word, issueId: word })),
});

export type CreateAttachmentPayload = Readonly<z.output<typeof schema>>;

/** The local data that writes to Talkdesk bring up to date. */
export interface TalkdeskStores {
  readonly made: MadeAttachments;
  readonly connectionId: string;
}

/**
 * Create an Attachment. Talkdesk has no list to look through after a lost answer, so the request is repeated: names are
 * unique and bytes make one attachment only, which keeps it from being made twice. A refused repetition means that the
 * first attempt probably succeeded, with an id that nobody knows: a person decides.
 */
export const createAttachment: WriteKind<CreateAttachmentPayload, Attachment, TalkdeskApi, TalkdeskStores> & {
  /** Tells whether an error says that the name is taken. */
  isTaken(error: unknown): boolean;
} = {
  name: 'attachment.create',
  schema,
  issueId: ({ issue }) => issue?.issueId ?? '',
  nextStep: ({ name, requestId, metadata }) => ({
    type: 'change',
    isCheckedFirst: false,
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
      // It stays known to this window.
      .catch(() => undefined);
  },
  isTaken: (error) => error instanceof ConflictError,
};
