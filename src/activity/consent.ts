import * as vscode from 'vscode';
import { given } from '../editor/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { NormConsentError } from '../triage/errors.ts';

/** Asks before a run of Norm that may write; a script has to say so itself. @throws NormConsentError, Cancelled */
export async function askForFix(call: Call, confirmed: boolean, issue: string): Promise<void> {
  if (confirmed) return;
  if (!call.fromUi) throw new NormConsentError('confirm');
  const start = vscode.l10n.t('Start Norm');
  given(
    await vscode.window.showWarningMessage(
      vscode.l10n.t('Let Norm work on {0}?', issue),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Norm reads the issue with its evidence and may create and edit drafts of the pathways its calls ran on. Live pathways stay as they are until somebody publishes a draft. A run cannot be stopped from here.',
        ),
      },
      start,
    ),
  );
}

/** Asks what to do with a comment that would start Norm. Resolves to the text to post. @throws NormConsentError, Cancelled */
export async function askForMention(call: Call, detail: string): Promise<string> {
  if (!call.fromUi) throw new NormConsentError('allowNorm');
  const start = vscode.l10n.t('Post and Start Norm');
  const without = vscode.l10n.t('Post without the Mention');
  const chosen = given(
    await vscode.window.showWarningMessage(
      vscode.l10n.t('This comment mentions @norm, which starts a run of Norm.'),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Unless the text begins with /status or /verify, Norm may create and edit drafts of the pathways of this issue. A run cannot be stopped from here.',
        ),
      },
      start,
      without,
    ),
  );
  return chosen === without ? detail.replace(/@(norm)/gi, '$1') : detail;
}
