import * as vscode from 'vscode';
import { NormConsentError } from '../../triage/issues/errors.ts';
import { mentionsNorm } from '../../triage/issues/norm.ts';
import type { Call } from '../call.ts';
import { confirm } from '../notices.ts';

/**
 * Returns the text of a comment to post. One that would start Norm needs the user's consent, or a script's `allowNorm`.
 *
 * @throws NormConsentError, Cancelled
 */
export async function confirmMention(call: Call, detail: string, allowed: boolean): Promise<string> {
  if (allowed || !mentionsNorm(detail)) return detail;
  if (!call.fromUi) throw new NormConsentError('allowNorm');
  const start = vscode.l10n.t('Post and Start Norm');
  const without = vscode.l10n.t('Post without Mention');
  const chosen = await confirm(
    vscode.l10n.t('Start Norm with this comment?'),
    vscode.l10n.t(
      'It mentions @norm. Unless it starts with /status or /verify, Norm may create and edit pathway drafts. A run cannot be stopped from here.',
    ),
    start,
    without,
  );
  return chosen === without ? detail.replace(/@(norm)/gi, '$1') : detail;
}
