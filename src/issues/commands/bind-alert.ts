import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { ConflictError, NotFoundError } from '../../api/errors.ts';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { askIssue, askText, issueTarget } from '../../editor/prompts/ask.ts';
import { AlertNotFoundError, IssueNotFoundError, NoAlertBindingsError } from '../../triage/issues/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { requireAlerts } from '../../triage/issues/alerts.ts';
import { bindAlert } from '../../triage/outbox/kinds/bind-alert.ts';
import { unbindAlert } from '../../triage/outbox/kinds/unbind-alert.ts';
import { alertName } from '../words.ts';

const id = z.optional(z.string().check(z.minLength(1)));

/** Binds an active alert to an issue (Bind Alert), or returns the existing binding. */
export default defineCommand({
  args: z.object({ ...issueTarget, activeAlertId: id, alertConfigId: id }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    await requireAlerts(session, issueId);
    const ask = (argument: string, step: number, prompt: string): Promise<string> =>
      askText(call, argument, { title: l10n.t('Bind Alert ({0}/2)', step), prompt });
    const activeAlertId = args.activeAlertId ?? (await ask('activeAlertId', 1, l10n.t('ID of the active alert')));
    const alertConfigId =
      args.alertConfigId ?? (await ask('alertConfigId', 2, l10n.t('ID of the alert configuration')));
    const wanted = { issueId, activeAlertId, alertConfigId };
    const result = await makeWrite(services, session, bindAlert, wanted, call).catch(async (error: unknown) => {
      throw await specificError(session, issueId, error);
    });
    if (!call.fromUi || isPending(result)) return isPending(result) ? result : result.binding;
    const { binding, existed } = result;
    const [name, code] = [alertName(binding), await issueCode(session, issueId)];
    if (existed) void inform(l10n.t('Alert already bound to {0}: {1}', code, name));
    else {
      informWithUndo(services, l10n.t('Alert bound to {0}: {1}', code, name), () =>
        makeWrite(services, session, unbindAlert, { issueId, bindingId: binding.id }, call),
      );
    }
    return undefined;
  },
});

/** 404 may be about the issue or the alert; 409 means an account without bindings (Bind Alert). */
async function specificError({ api, connection }: Session, issueId: string, error: unknown): Promise<unknown> {
  if (error instanceof ConflictError)
    return new NoAlertBindingsError({ connectionId: connection.id, issueId }, error.message);
  if (!(error instanceof NotFoundError)) return error;
  try {
    await api.issues.get(issueId);
  } catch (second) {
    return second instanceof NotFoundError ? new IssueNotFoundError(issueId) : error;
  }
  return new AlertNotFoundError({ connectionId: connection.id, issueId });
}
