import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import { defineCommand } from '../../editor/command.ts';
import { issueCode } from '../../editor/issue-code.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import { boundAlerts, requireAlerts } from '../../triage/issues/alerts.ts';
import { bindAlert, type BindAlertPayload } from '../../triage/outbox/kinds/bind-alert.ts';
import { unbindAlert } from '../../triage/outbox/kinds/unbind-alert.ts';
import { alertFacts, alertName } from '../words.ts';

/** Unbinds an alert (Unbind Alert). *Undo* binds it again, as long as the alert is active. */
export default defineCommand({
  args: z.object({ ...issueTarget, bindingId: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    await requireAlerts(session, issueId);
    const known = session.issues.contents(issueId).alerts.items;
    const mustAsk = call.fromUi && args.bindingId === undefined;
    const bindings = mustAsk ? await boundAlerts(session.api, issueId) : known;
    if (mustAsk && bindings.length === 0) {
      void inform(l10n.t('No alert bound to {0}', await issueCode(session, issueId)));
      return undefined;
    }
    const items = bindings.map((one) => ({ label: alertName(one), description: alertFacts(one), value: one.id }));
    const bindingId = args.bindingId ?? (await askPick(call, 'bindingId', l10n.t('Unbind Alert'), items));
    const binding = bindings.find(({ id }) => id === bindingId);
    const result = await makeWrite(services, session, unbindAlert, { issueId, bindingId }, call);
    if (!call.fromUi || isPending(result) || binding === undefined) return result;
    const again = rebinding(binding, issueId);
    const sentence = l10n.t('Alert unbound from {0}: {1}', await issueCode(session, issueId), alertName(binding));
    if (again === undefined) void inform(sentence);
    else informWithUndo(services, sentence, () => makeWrite(services, session, bindAlert, again, call));
    return result;
  },
});

/** Returns what binds it again; undefined without both of its IDs. */
function rebinding(binding: AlertBinding, issueId: string): BindAlertPayload | undefined {
  const { active_alert_id: activeAlertId, alert_config_id: alertConfigId } = binding;
  if (activeAlertId === null || alertConfigId === null) return undefined;
  return { issueId, activeAlertId, alertConfigId };
}
