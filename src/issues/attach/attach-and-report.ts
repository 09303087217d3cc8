import * as vscode from 'vscode';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Call } from '../../editor/call.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { inform, informWithUndo, warn } from '../../editor/notices.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import { excerpt } from '../../editor/words/format.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { detachResource } from '../../triage/outbox/kinds/detach-resource.ts';
import { type AttachedEvidence, attachOne, attachSeveral, type Evidence } from './attach-evidence.ts';

/** Attaches evidence from the UI, reports the result in one sentence, and offers *Undo*. */
export async function attachAndReport(
  services: Services,
  session: Session,
  issueId: string,
  evidence: readonly Evidence[],
  call: Call,
): Promise<void> {
  const [first] = evidence;
  if (first === undefined) return;
  const undo = (links: readonly ResourceLink[]) => async (): Promise<void> => {
    for (const link of links) await makeWrite(services, session, detachResource, { issueId, linkId: link.id }, call);
  };
  const code = (): Promise<string> => issueCode(session, issueId);
  if (evidence.length === 1) {
    const result = await attachOne(services, session, issueId, first, call);
    if (isPending(result)) return;
    const sentence = attachedWords(first.resourceType, await code(), result.existed);
    if (result.existed) void inform(sentence);
    else informWithUndo(services, sentence, undo([result.link]));
    return;
  }
  const result = await attachSeveral(services, session, issueId, evidence, call);
  const sentence = summaryOf(result, await code());
  if (result.failed.length > 0) void warn(sentence);
  else if (result.attached.length > 0) informWithUndo(services, sentence, undo(result.attached));
  else void inform(sentence);
}

/** Reports evidence as attached, or as already attached. */
export function attachedWords(resourceType: string, code: string, existed: boolean): string {
  const { l10n } = vscode;
  switch (resourceType) {
    case 'call':
      return existed ? l10n.t('Call already attached to {0}', code) : l10n.t('Call attached to {0}', code);
    case 'sms_conversation':
      return existed
        ? l10n.t('SMS conversation already attached to {0}', code)
        : l10n.t('SMS conversation attached to {0}', code);
    default:
      return existed ? l10n.t('File already attached to {0}', code) : l10n.t('File attached to {0}', code);
  }
}

export function titleOf(link: ResourceLink): string {
  return excerpt(forDisplay(printable(link.title)), 80) || printable(link.resource_id);
}

function summaryOf({ attached, already, pending, failed }: AttachedEvidence, code: string): string {
  const { l10n } = vscode;
  const parts = [
    attached.length === 0 ? undefined : l10n.t('{0} attached', attached.length),
    already.length === 0 ? undefined : l10n.t('{0} already attached', already.length),
    pending.length === 0 ? undefined : l10n.t('{0} pending', pending.length),
    failed.length === 0 ? undefined : l10n.t('{0} not attached', failed.length),
  ].filter((part) => part !== undefined);
  const counts = l10n.t('{0}: {1}', code, parts.join(', '));
  return failed[0] === undefined ? counts : `${counts}. ${failed[0].message}`;
}
