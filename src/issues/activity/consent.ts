import * as vscode from 'vscode';
import type { Call } from '../../editor/call.ts';
import { confirm } from '../../editor/notices.ts';
import { NormConsentError } from '../../triage/errors.ts';

/** Asks before a run of Norm that may write; a script has to say so itself. @throws NormConsentError, Cancelled */
export async function askForFix(call: Call, confirmed: boolean, issue: string): Promise<void> {
  if (confirmed) return;
  if (!call.fromUi) throw new NormConsentError('confirm');
  const start = vscode.l10n.t('Start Norm');
  await confirm(
    vscode.l10n.t('Let Norm work on {0}?', issue),
    vscode.l10n.t(
      'Norm reads the issue and its evidence and may create and edit drafts of the pathways its calls ran on. Live pathways do not change until a draft is published. A run cannot be stopped from here.',
    ),
    start,
  );
}
