import * as vscode from 'vscode';
import type { Call } from '../../editor/call.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import type { Services } from '../../editor/services.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { promptNorm, type PromptNormPayload } from '../../triage/outbox/kinds/prompt-norm.ts';
import { issuePanelsOf } from '../page/panels.ts';
import { confirm } from '../../editor/notices.ts';
import { NormConsentError } from '../../triage/issues/errors.ts';

/** Sends a prompt to Norm. The UI shows the issue's page, a script gets the run. */
export async function sendPrompt(services: Services, session: Session, payload: PromptNormPayload, call: Call) {
  const { issueId } = payload;
  const result = await makeWrite(services, session, promptNorm, payload, call, call.fromUi);
  if (!call.fromUi) return isPending(result) ? result : { issueId, ...result };
  if (isPending(result)) return undefined;
  issuePanelsOf(services).open({ connectionId: session.connection.id, issueId }).followRun();
  return undefined;
}

/** Asks for consent to a run of Norm that may write; a script passes `confirm`. @throws NormConsentError, Cancelled */
export async function confirmFix(call: Call, confirmed: boolean, issue: string): Promise<void> {
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
