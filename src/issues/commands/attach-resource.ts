import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { resourceTypes } from '../../api/bland/resources.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { isPending } from '../../editor/make-write.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { attachAndReport } from '../attach/attach-and-report.ts';
import { attachOne, attachSeveral, type Evidence } from '../attach/attach-evidence.ts';
import { pickEvidence } from '../attach/pick-evidence.ts';
import { parseEvidence, parseEvidenceId } from '../attach/read-evidence.ts';
import { recentCalls, recentConversations } from '../attach/sources.ts';

type ResourceType = (typeof resourceTypes)[number];
const id = z.string().check(z.minLength(1));

/** Attaches one piece of evidence or several (POST Attach Resource); attaching again is not an error. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    resourceType: z.optional(z.enum(resourceTypes)),
    resourceId: z.optional(id),
    resourceIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(200))),
  }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const resourceType =
      args.resourceType ??
      (await askPick(call, 'resourceType', vscode.l10n.t('Attach Evidence'), [
        { label: vscode.l10n.t('Call'), value: 'call' as const },
        { label: vscode.l10n.t('SMS conversation'), value: 'sms_conversation' as const },
        { label: vscode.l10n.t('File'), value: 'file' as const },
      ]));
    const ids = args.resourceIds ?? (args.resourceId === undefined ? [] : [args.resourceId]);
    const evidence = [...new Set(ids)].map((one) => ({
      resourceType,
      resourceId: parseEvidenceId(session, 'resourceId', one, resourceType),
    }));
    if (call.fromUi) {
      const chosen = evidence.length > 0 ? evidence : await askEvidence(session, issueId, resourceType);
      await attachAndReport(services, session, issueId, chosen, call);
      return undefined;
    }
    const [first] = evidence;
    if (first === undefined) throw new InvalidArgumentError('resourceId', 'The argument "resourceId" is missing.');
    if (args.resourceIds !== undefined) return attachSeveral(services, session, issueId, evidence, call);
    const result = await attachOne(services, session, issueId, first, call);
    return isPending(result) ? result : result.link;
  },
});

async function askEvidence(
  session: Session,
  issueId: string,
  resourceType: ResourceType,
): Promise<readonly Evidence[]> {
  if (resourceType === 'call') return pickEvidence(session, issueId, recentCalls(session));
  if (resourceType === 'sms_conversation') return pickEvidence(session, issueId, recentConversations(session));
  // The service has no list of files.
  const text = await askInput({
    title: vscode.l10n.t('Attach Files'),
    prompt: vscode.l10n.t('IDs, separated by spaces or commas'),
    ignoreFocusOut: true,
    validateInput: (typed) => parseEvidence(session, typed, resourceType, true).problem,
  });
  return parseEvidence(session, orCancelled(text), resourceType, true).evidence;
}
