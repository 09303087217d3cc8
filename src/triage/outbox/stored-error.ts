import * as z from 'zod/mini';
import { issueChangeSchema } from '../../api/bland/issues.ts';
import { ApiError, apiError, InvalidRequestError } from '../../api/errors.ts';
import { CodedError, errorCodes } from '../../shared/coded-error.ts';
import { numberOwnerSchema } from '../numbers/owner.ts';
import { ApproximateIndexError, MessageMismatchError, MessageNotFoundError } from '../transcript/errors.ts';
import { AttachmentUnclearError } from '../attachments/errors.ts';
import { ChangedMeanwhileError, DoubtError, RecordedError } from './errors.ts';
import { EditConflictError } from '../issues/errors.ts';
import { OldFlagStaysError } from '../flags/errors.ts';
import { OwnerUnknownError, NumbersTakenError } from '../numbers/errors.ts';

const text = z.string().check(z.maxLength(10_000));

/** The stored form of an error: enough to show it and offer the same remedies after a restart. */
export const storedErrorSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answer'),
    status: z.int(),
    code: z.nullable(text),
    message: text,
    paths: z.array(text),
    method: text,
    path: text,
  }),
  z.object({ type: z.literal('request'), message: text, paths: z.array(text) }),
  z.object({ type: z.literal('mismatch'), index: z.int() }),
  z.object({ type: z.literal('approximate'), callId: text }),
  z.object({ type: z.literal('no-message'), index: z.int(), count: z.int() }),
  z.object({ type: z.literal('edited'), fields: z.array(z.keyof(issueChangeSchema)) }),
  z.object({ type: z.literal('doubt'), reason: z.enum(['twice', 'unclear', 'surplus', 'account', 'expired']) }),
  z.object({ type: z.literal('numbers'), numbers: z.array(z.object({ number: text, owner: numberOwnerSchema })) }),
  z.object({ type: z.literal('owner-unknown'), numbers: z.array(text) }),
  z.object({ type: z.literal('changed') }),
  z.object({ type: z.literal('attachment'), name: text }),
  z.object({ type: z.literal('old-flag'), newFlagId: text, reason: text }),
  z.object({ type: z.literal('other'), message: text, code: z.enum(errorCodes) }),
]);

export type StoredError = z.output<typeof storedErrorSchema>;

/** An error as data. Errors hold no keys (see src/api/errors.ts), so neither does this. */
export function storeError(error: unknown): StoredError {
  if (error instanceof ApiError) {
    const { status, serviceCode, paths, request } = error;
    const { method, path } = request ?? { method: '', path: '' };
    return { type: 'answer', status, code: serviceCode, message: cut(error.message), paths: [...paths], method, path };
  }
  if (error instanceof InvalidRequestError) {
    return { type: 'request', message: cut(error.message), paths: [...error.paths] };
  }
  if (error instanceof MessageMismatchError) return { type: 'mismatch', index: error.index };
  if (error instanceof ApproximateIndexError) return { type: 'approximate', callId: cut(error.callId) };
  if (error instanceof MessageNotFoundError) return { type: 'no-message', index: error.index, count: error.count };
  if (error instanceof EditConflictError) return { type: 'edited', fields: [...error.fields] };
  if (error instanceof ChangedMeanwhileError) return { type: 'changed' };
  if (error instanceof DoubtError) return { type: 'doubt', reason: error.reason };
  if (error instanceof NumbersTakenError) return { type: 'numbers', numbers: [...error.numbers] };
  if (error instanceof OwnerUnknownError) return { type: 'owner-unknown', numbers: [...error.numbers] };
  if (error instanceof AttachmentUnclearError) return { type: 'attachment', name: cut(error.attachment) };
  if (error instanceof OldFlagStaysError) {
    return { type: 'old-flag', newFlagId: error.newFlagId, reason: cut(error.reason) };
  }
  const message = cut(error instanceof Error ? error.message : String(error));
  return { type: 'other', message, code: error instanceof CodedError ? error.code : 'CONFLICT' };
}

/** The error again, of the class it had where a remedy depends on that. */
export function restoreError(stored: StoredError): Error {
  switch (stored.type) {
    case 'answer': {
      const { status, code, message, paths, method, path } = stored;
      return apiError({ status, serviceCode: code, message, paths }, { method, path });
    }
    case 'request':
      return new InvalidRequestError(stored.message, stored.paths);
    case 'mismatch':
      return new MessageMismatchError(stored.index);
    case 'approximate':
      return new ApproximateIndexError(stored.callId);
    case 'no-message':
      return new MessageNotFoundError(stored.index, stored.count);
    case 'edited':
      return new EditConflictError(stored.fields);
    case 'changed':
      return new ChangedMeanwhileError();
    case 'doubt':
      return new DoubtError(stored.reason);
    case 'numbers':
      return new NumbersTakenError(stored.numbers);
    case 'owner-unknown':
      return new OwnerUnknownError(stored.numbers);
    case 'attachment':
      return new AttachmentUnclearError(stored.name);
    case 'old-flag':
      return new OldFlagStaysError(stored.newFlagId, stored.reason);
    case 'other':
      return new RecordedError(stored.message, stored.code);
  }
}

function cut(message: string): string {
  return message.slice(0, 10_000);
}
