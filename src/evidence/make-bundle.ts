import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import { isMasked } from '../editor/masking.ts';
import { Cancelled } from '../editor/errors/cancelled.ts';
import { withNotificationProgress } from '../editor/progress.ts';
import { isAbort } from '../api/errors.ts';
import { NothingFlaggedError } from '../triage/evidence/errors.ts';
import type { Evidence } from '../triage/evidence/bundle.ts';
import { collectEvidence } from '../triage/evidence/collect.ts';
import { flaggedChats } from '../triage/evidence/flagged-chats.ts';
import { evidenceMarkdown } from '../triage/evidence/markdown.ts';
import { maskEvidence } from '../triage/evidence/mask.ts';
import type { Format, Subject } from './ask-export.ts';
import { saveRecordings } from './recordings.ts';
import { evidenceWords, missingWords } from './words.ts';

export interface Bundle {
  readonly evidence: Evidence;
  readonly text: string;
  /** The saved recordings. */
  readonly recordings: readonly vscode.Uri[];
}

/**
 * Collects evidence and formats it, masked if masking is on. From the UI with progress and a way to
 * cancel, which leaves no files.
 *
 * @param beside the file to save recordings next to; without it there are none
 * @throws Cancelled, NothingFlaggedError, ServiceError, BytesError
 */
export async function makeBundle(
  { session, about }: Subject,
  format: Format,
  beside: vscode.Uri | undefined,
  call: Call,
): Promise<Bundle> {
  const { l10n } = vscode;
  return runCancellable(call, async (signal, tell) => {
    const collected = await collectEvidence(session, about, {
      signal,
      now: new Date(),
      words: missingWords(),
      onCall: (done, all) => tell(l10n.t('{0} of {1} calls', done, all)),
    });
    const masked = isMasked() ? maskEvidence(collected) : collected;
    if (format === 'jsonl' && flaggedChats(masked) === '') {
      throw new NothingFlaggedError({ ...about, connectionId: session.connection.id });
    }
    const { evidence, files } =
      beside === undefined
        ? { evidence: masked, files: [] }
        : await saveRecordings(session, masked, beside, signal, (done, all) =>
            tell(l10n.t('recording {0} of {1}', done + 1, all)),
          );
    return { evidence, text: textOf(evidence, format), recordings: files };
  });
}

function textOf(evidence: Evidence, format: Format): string {
  switch (format) {
    case 'markdown':
      return evidenceMarkdown(evidence, evidenceWords());
    case 'json':
      return `${JSON.stringify(evidence, null, 2)}\n`;
    case 'jsonl':
      return flaggedChats(evidence);
  }
}

async function runCancellable<T>(
  call: Call,
  run: (signal: AbortSignal, tell: (message: string) => void) => Promise<T>,
): Promise<T> {
  if (!call.fromUi) return run(new AbortController().signal, () => undefined);
  return withNotificationProgress(vscode.l10n.t('Exporting evidence'), async (signal, report) => {
    try {
      return await run(signal, report);
    } catch (error) {
      if (signal.aborted || isAbort(error)) throw new Cancelled();
      throw error;
    }
  });
}
