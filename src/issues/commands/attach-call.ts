import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { makeWrite } from '../../editor/make-write.ts';
import { askIssue, issueTarget } from '../../editor/prompts/ask.ts';
import { selectedCalls } from '../../editor/trees/selected-calls.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { attachCall } from '../../triage/outbox/kinds/attach-call.ts';
import { attachAndReport } from '../attach/attach-and-report.ts';
import { attachSeveral, missingIssueOrResource } from '../attach/attach-evidence.ts';
import { pickEvidence } from '../attach/pick-evidence.ts';
import { parseEvidenceId } from '../attach/read-evidence.ts';
import { recentCalls } from '../attach/sources.ts';

const id = z.string().check(z.minLength(1));

/**
 * Attaches one call (PUT Attach Call) or several (`callIds`); attaching again changes nothing. From the views:
 * the selected calls, or those picked among the recent ones.
 */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(id),
    callIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(200))),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const calls = (ids: readonly string[]) =>
      [...new Set(ids)].map((one) => ({
        resourceType: 'call',
        resourceId: parseEvidenceId(session, 'callId', one, 'call'),
      }));
    if (call.fromUi) {
      const selected = selectedCalls(call);
      const given = selected.length > 0 ? selected : args.callId === undefined ? [] : [args.callId];
      const issueId = await askIssue(session, args.issueId, call);
      const evidence = given.length > 0 ? calls(given) : await pickEvidence(session, issueId, recentCalls(session));
      await attachAndReport(services, session, issueId, evidence, call);
      return undefined;
    }
    const issueId = await askIssue(session, args.issueId, call);
    if (args.callIds !== undefined) return attachSeveral(services, session, issueId, calls(args.callIds), call);
    const [evidence] = calls(args.callId === undefined ? [] : [args.callId]);
    if (evidence === undefined)
      throw new InvalidArgumentError('callId', vscode.l10n.t('The argument "callId" is missing.'));
    try {
      return await makeWrite(services, session, attachCall, { issueId, callId: evidence.resourceId }, call);
    } catch (error) {
      throw await missingIssueOrResource(session, issueId, evidence, error);
    }
  },
});
