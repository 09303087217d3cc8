import type { Call } from '../../editor/call.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import type { Services } from '../../editor/services.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { promptNorm, type PromptNormPayload } from '../../triage/outbox/kinds/prompt-norm.ts';
import { documentsOf } from './documents.ts';

/** Sends a prompt to Norm. A person sees what comes of it in the issue's activity, a script gets the run. */
export async function sendPrompt(services: Services, session: Session, payload: PromptNormPayload, call: Call) {
  const { issueId } = payload;
  const result = await makeWrite(services, session, promptNorm, payload, call, call.fromUi);
  if (!call.fromUi) return isPending(result) ? result : { issueId, ...result };
  if (isPending(result)) return undefined;
  const documents = documentsOf(services);
  const uri = await documents.show(session, issueId, 'activity');
  documents.followRun(session, issueId, uri);
  return undefined;
}
