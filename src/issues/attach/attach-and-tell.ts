import * as vscode from 'vscode';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Call } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, tellWithUndo, warn } from '../../editor/notices.ts';
import { shown } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import { excerpt } from '../../editor/wording.ts';
import type { Session } from '../../triage/session.ts';
import { printable } from '../../triage/transcript.ts';
import { detachResource } from '../../triage/outbox/kinds/detach-resource.ts';
import { type AttachedEvidence, attachOne, attachSeveral, type Evidence } from './evidence.ts';

/** Attaches evidence for a person, says in one sentence what became of it, and offers the way back. */
export async function attachAndTell(
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
  if (evidence.length === 1) {
    const result = await attachOne(services, session, issueId, first, call);
    if (isPending(result)) return;
    const title = titleOf(result.link);
    if (result.existed) {
      void inform(vscode.l10n.t('It is already attached: {0}', title));
    } else tellWithUndo(services, vscode.l10n.t('Attached: {0}', title), undo([result.link]));
    return;
  }
  const result = await attachSeveral(services, session, issueId, evidence, call);
  const sentence = summaryOf(result);
  if (result.failed.length > 0) void warn(sentence);
  else if (result.attached.length > 0) tellWithUndo(services, sentence, undo(result.attached));
  else void inform(sentence);
}

export function titleOf(link: ResourceLink): string {
  return excerpt(shown(printable(link.title)), 80) || printable(link.resource_id);
}

function summaryOf({ attached, already, pending, failed }: AttachedEvidence): string {
  const { l10n } = vscode;
  const parts = [
    attached.length === 0 ? undefined : l10n.t('Attached: {0}.', attached.length),
    already.length === 0 ? undefined : l10n.t('Already attached: {0}.', already.length),
    pending.length === 0 ? undefined : l10n.t('Kept, and sent later: {0}.', pending.length),
    failed.length === 0 ? undefined : l10n.t('Not attached: {0}.', failed.length),
    failed[0]?.message,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}
