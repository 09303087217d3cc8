import * as vscode from 'vscode';
import { isAbort, NotFoundError } from '../../api/errors.ts';
import { createSandboxApi } from '../../api/sandbox.ts';
import type { Call } from '../../editor/call.ts';
import { Cancelled, orCancelled } from '../../editor/errors/cancelled.ts';
import { inform } from '../../editor/notices.ts';
import { type ReportProgress, withNotificationProgress } from '../../editor/progress.ts';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { CallFile } from '../../triage/calls/importing/call-file.ts';
import { importCalls, type ImportOutcome } from '../../triage/calls/importing/import-calls.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { useSandbox } from '../use-sandbox.ts';
import { reportImport } from './report.ts';
import { problemSentence } from './words.ts';

/** Returns the active sandbox, or one that the user agrees to use. */
export async function askSandbox(services: Services, connectionId: string | undefined, call: Call): Promise<string> {
  const { connections } = services;
  const named = connectionId === undefined ? connections.active : connections.get(connectionId);
  if (named?.kind === 'sandbox') return named.id;
  const other =
    connectionId === undefined ? connections.read().connections.find(({ kind }) => kind === 'sandbox') : undefined;
  if (!call.fromUi) {
    if (other !== undefined) return other.id;
    throw new InvalidArgumentError('connectionId', vscode.l10n.t('Calls can be imported into a sandbox only.'));
  }
  const use = vscode.l10n.t('Use Local Sandbox');
  orCancelled(await inform(vscode.l10n.t('Imported calls are kept in the local sandbox, on this machine.'), use));
  return useSandbox(services);
}

/** Imports files, shows what has changed, and from the UI reports it. @throws Cancelled, after which nothing is imported */
export async function runImport(services: Services, connectionId: string, files: readonly CallFile[], call: Call) {
  const session = services.session(connectionId);
  const sandbox = createSandboxApi(services.clientOptions(connectionId));
  const run = (signal: AbortSignal, report: ReportProgress): Promise<ImportOutcome> =>
    importCalls(sandbox, files, {
      signal,
      hasCall: (callId) => hasCall(session, callId, signal),
      onProgress: progressOf(files, report),
    });
  let outcome: ImportOutcome;
  try {
    const title = vscode.l10n.t('Importing calls');
    outcome = call.fromUi
      ? await withNotificationProgress(title, run)
      : await run(new AbortController().signal, () => undefined);
  } catch (error) {
    throw isAbort(error) ? new Cancelled() : error;
  }
  for (const callId of new Set(outcome.imported.map((one) => one.callId))) session.forgetCall(callId);
  await Promise.all([session.issues.refresh(), session.calls.refresh()]);
  if (call.fromUi) void reportImport(services, session, outcome);
  return resultOf(outcome);
}

/** Reports each file, and each percent of all bytes. */
function progressOf(files: readonly CallFile[], report: ReportProgress): (file: CallFile, bytes: number) => void {
  const total = Math.max(
    1,
    files.reduce((sum, { size }) => sum + size, 0),
  );
  let current: CallFile | undefined;
  let percent = 0;
  return (file, bytes) => {
    const now = Math.floor((bytes / total) * 100);
    if (file === current && now === percent) return;
    report(file.name, now - percent);
    current = file;
    percent = now;
  };
}

async function hasCall(session: Session, callId: string, signal: AbortSignal): Promise<boolean> {
  try {
    await session.api.calls.details(callId, { signal });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    throw error;
  }
}

/** Returns what a script gets. What is rare has fields only where there is any. */
function resultOf({ imported, rejected, issueId, conversations, unmatchedFlags }: ImportOutcome) {
  return {
    imported: imported.map(({ file: { name }, callId, title, replaced }) => ({ callId, title, replaced, name })),
    rejected: rejected.map(({ file: { name, uri }, problem }) => ({
      name,
      uri,
      reason: problemSentence(problem),
      ...(problem.kind === 'refused' ? { line: problem.place.line } : {}),
    })),
    issueId,
    ...(conversations.length === 0
      ? {}
      : { conversations: conversations.map(({ file: { name }, conversationId }) => ({ conversationId, name })) }),
    ...(unmatchedFlags.length === 0
      ? {}
      : {
          unmatchedFlags: unmatchedFlags.map((flag) => ({
            issueId: flag.issue_id,
            flagId: flag.id,
            callId: flag.call_id,
            messageIndex: flag.message_index,
          })),
        }),
  };
}
