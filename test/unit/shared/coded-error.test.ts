import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as api from '../../../src/api/errors.ts';
import { Cancelled } from '../../../src/editor/errors/cancelled.ts';
import { CodedError, type ErrorCode, errorCodes } from '../../../src/shared/coded-error.ts';
import * as storage from '../../../src/storage/errors.ts';
import * as code from '../../../src/triage/code/errors.ts';
import * as attachments from '../../../src/triage/attachments/errors.ts';
import * as calls from '../../../src/triage/calls/errors.ts';
import * as conversations from '../../../src/triage/conversations/errors.ts';
import * as evidence from '../../../src/triage/evidence/errors.ts';
import * as flags from '../../../src/triage/flags/errors.ts';
import * as issues from '../../../src/triage/issues/errors.ts';
import * as numbers from '../../../src/triage/numbers/errors.ts';
import * as outbox from '../../../src/triage/outbox/errors.ts';
import * as sessions from '../../../src/triage/sessions/errors.ts';
import * as transcript from '../../../src/triage/transcript/errors.ts';
import * as triage from '../../../src/triage/errors.ts';
import * as review from '../../../src/triage/review/errors.ts';
import * as scenarios from '../../../src/triage/scenarios/errors.ts';
import * as corrected from '../../../src/triage/transcript/corrected/errors.ts';

const ref: api.RequestRef = { method: 'POST', path: '/' };
const answered = (status: number, serviceCode: string | null = null) =>
  api.apiError({ status, serviceCode, message: 'm' }, ref);
const stored = (status: number) => new api.ObjectStorageError('m', ref, { status, serviceCode: null, expired: false });
const on = { connectionId: 'c', issueId: 'i' };

/** Every class of error that a command can reject with. */
const rows: readonly (readonly [CodedError, ErrorCode])[] = [
  [answered(400), 'INVALID_ARGUMENT'],
  [answered(422), 'INVALID_ARGUMENT'],
  [answered(401), 'API_KEY_REJECTED'],
  [answered(403), 'FORBIDDEN'],
  [answered(404), 'NOT_FOUND'],
  [answered(409), 'CONFLICT'],
  [answered(409, 'call_not_attached'), 'CALL_NOT_ATTACHED'],
  [answered(400, 'INVALID_INBOUND_NUMBERS'), 'NUMBERS_NOT_OWNED'],
  [answered(400, 'PERSONA_NOT_FOUND'), 'NOT_FOUND'],
  [answered(400, 'NO_VERSIONS'), 'AGENT_NOT_SAVED'],
  [answered(404, 'NO_VERSIONS'), 'AGENT_NOT_SAVED'],
  [answered(422, 'COMPILE_FAILED'), 'CONFLICT'],
  [answered(403, 'ENTERPRISE_REQUIRED'), 'NOT_SUPPORTED_BY_SERVICE'],
  [answered(409, 'STAGING_NUMBER_UNSUPPORTED'), 'NOT_SUPPORTED_BY_SERVICE'],
  [answered(429), 'OFFLINE'],
  [answered(302), 'OFFLINE'],
  [answered(503), 'OFFLINE'],
  [new api.NetworkError('m', ref, { stage: 'dns', systemCode: 'ENOTFOUND', sent: false }), 'OFFLINE'],
  [new api.TimeoutError('m', ref, { phase: 'total', sent: true }), 'OFFLINE'],
  [new api.ResponseShapeError('m', ref, 200), 'OFFLINE'],
  [new api.ResponseTooLargeError('m', ref, 1), 'UNREADABLE_FILE'],
  [new api.RecordingTooLargeError(ref, 1), 'UNREADABLE_FILE'],
  [new api.InvalidRequestError('m', ['note']), 'INVALID_ARGUMENT'],
  [new api.InvalidKeyError('m', 'missing'), 'API_KEY_REJECTED'],
  [new api.InvalidAddressError('m', 'missing'), 'INVALID_ARGUMENT'],
  [new api.BytesError('unreadable', 'ENOENT'), 'UNREADABLE_FILE'],
  [new api.BytesError('unwritable', 'ENOSPC'), 'STORAGE'],
  [new api.TokenRefusedError('m', ref, 401, 'invalid_client'), 'API_KEY_REJECTED'],
  [stored(403), 'FORBIDDEN'],
  [stored(404), 'NOT_FOUND'],
  [new api.AbortError(ref, true), 'CANCELLED'],
  [new storage.StorageError('full', 13), 'STORAGE'],
  [new Cancelled(), 'CANCELLED'],
  [new issues.IssueNotFoundError('T-1'), 'NOT_FOUND'],
  [new issues.ResourceNotFoundError('call', 'x'), 'NOT_FOUND'],
  [new issues.NoAlertBindingsError(on, 'm'), 'CONFLICT'],
  [new issues.AlertNotFoundError(on), 'NOT_FOUND'],
  [new issues.NormNotAskingError(on), 'CONFLICT'],
  [new conversations.NotAttachedError('x'), 'CALL_NOT_ATTACHED'],
  [new transcript.MessageNotFoundError(9, 3), 'NOT_FOUND'],
  [new transcript.MessageMismatchError(1), 'MESSAGE_MISMATCH'],
  [new transcript.ApproximateIndexError('c'), 'MESSAGE_MISMATCH'],
  [new sessions.NoConnectionError(null), 'NO_CONNECTION'],
  [new sessions.OtherConnectionError('a', 'b'), 'INVALID_ARGUMENT'],
  [new sessions.NoKeyError('c', null), 'API_KEY_REJECTED'],
  [new triage.InvalidArgumentError('type', 'm'), 'INVALID_ARGUMENT'],
  [new issues.EditConflictError(['title']), 'CONFLICT'],
  [new outbox.ChangedMeanwhileError(), 'CONFLICT'],
  [new issues.NormConsentError('confirm'), 'INVALID_ARGUMENT'],
  [new sessions.NoDashboardError('c', {}), 'NOT_SUPPORTED_BY_SERVICE'],
  [new sessions.NotSupportedError('alerts'), 'NOT_SUPPORTED_BY_SERVICE'],
  [new issues.NormInactiveError(), 'NOT_SUPPORTED_BY_SERVICE'],
  [new numbers.NumbersTakenError([]), 'NUMBERS_TAKEN'],
  [new numbers.OwnerUnknownError([]), 'CONFLICT'],
  [new numbers.NumbersNotOwnedError([]), 'NUMBERS_NOT_OWNED'],
  [new triage.FileExistsError('a.md'), 'CONFLICT'],
  [new evidence.ClipboardLimitError(2, 1), 'INVALID_ARGUMENT'],
  [new evidence.NothingFlaggedError({ connectionId: 'c' }), 'NOT_FOUND'],
  [new sessions.NoTalkdeskError([]), 'NO_CONNECTION'],
  [new scenarios.CallNotEndedError(), 'CONFLICT'],
  [new scenarios.RunUnclearError(), 'CONFLICT'],
  [new code.NoRepositoryError('no-git'), 'NOT_FOUND'],
  [new code.BranchExistsError('triage/T-1'), 'CONFLICT'],
  [new code.GitRefusedError('DirtyWorkTree', 'm'), 'CONFLICT'],
  [new code.NoEarlierTextError('no-agent', 'n'), 'NODE_NOT_FOUND'],
  [new flags.OldFlagStaysError('x', 'no'), 'CONFLICT'],
  [new attachments.AttachmentUnclearError('a.md'), 'CONFLICT'],
  [new outbox.DoubtError('twice'), 'CONFLICT'],
  [new sessions.OrganisationUnknownError('m'), 'NOT_SUPPORTED_BY_SERVICE'],
  [new code.NodeNotFoundError('n', 0), 'NODE_NOT_FOUND'],
  [new calls.RemoteRecordingError('audio.example'), 'FORBIDDEN'],
  [new outbox.RecordedError('m', 'FORBIDDEN'), 'FORBIDDEN'],
  [new corrected.CorrectionPausedError(new Date()), 'OFFLINE'],
  [new corrected.CallRunningError(), 'CONFLICT'],
  [new review.NoQueueError(), 'NO_QUEUE'],
  [new review.NothingToReviewError(0), 'NOTHING_TO_REVIEW'],
];

describe('errors that a script gets', () => {
  it.each(rows.map(([error, code]) => [error.constructor.name, code, error] as const))(
    '%s has the code %s and the name of its class',
    (name, code, error) => {
      expect(error.code).toBe(code);
      // The name by which VS Code itself knows a cancellation.
      expect(error.name).toBe(error instanceof Cancelled ? 'Canceled' : name);
    },
  );

  it('are all listed above, and use every code', async () => {
    const src = path.resolve(import.meta.dirname, '../../../src');
    const files = (await readdir(src, { recursive: true })).filter((file) => path.basename(file) === 'errors.ts');
    const modules = await Promise.all(
      files.map((file): Promise<object> => import(pathToFileURL(path.join(src, file)).href)),
    );
    const exported: readonly unknown[] = modules.flatMap((module) => Object.values(module));
    const classes = exported.filter(
      (value): value is typeof CodedError => typeof value === 'function' && value.prototype instanceof CodedError,
    );
    const abstract: readonly unknown[] = [api.ServiceError, triage.TriageError];
    const concrete = classes.filter((one) => !abstract.includes(one)).map(({ name }) => name);
    expect(new Set(rows.map(([error]) => error.constructor.name))).toEqual(new Set([...concrete, 'Cancelled']));
    expect(new Set(rows.map(([, code]) => code))).toEqual(new Set(errorCodes));
  });

  it('are documented by their codes', async () => {
    const page = await readFile(new URL('../../../docs/COMMANDS.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('## Errors'));
    expect([...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code)).toEqual(errorCodes);
  });
});
