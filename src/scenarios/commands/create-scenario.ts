import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Flag } from '../../api/bland/flags.ts';
import { type Call, fromView } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { isPending } from '../../editor/make-write.ts';
import { isMasked } from '../../editor/masking.ts';
import { confirm, inform } from '../../editor/notices.ts';
import { withNotificationProgress, waitInUi } from '../../editor/progress.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { askStoredFlag } from '../../editor/prompts/stored-flag.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { ScenarioDocuments } from '../documents.ts';
import { draftScenario } from '../draft-scenario.ts';
import { scenarioUri } from '../scenario-uri.ts';
import { showScenario } from '../show-scenario.ts';

const id = z.string().check(z.minLength(1));

const args = z.object({
  ...issueTarget,
  flagId: z.optional(id),
  /** The message of a flag, in place of the flag. */
  callId: z.optional(id),
  messageIndex: z.optional(z.nullable(z.int().check(z.nonnegative()))),
  /** Create it as it is drafted, without its document. */
  save: z.optional(z.boolean()),
  /** Create one although the flag has a scenario. */
  another: z.optional(z.boolean()),
});

/** Drafts a scenario of a flag, as a document that creates it when it is saved (Create Scenario). */
export default defineCommand({
  args,
  async run(services, given, call) {
    // The menu of a transcript does not name its connection.
    const active = call.fromUi && given.callId !== undefined ? services.activeTranscript.read() : undefined;
    const session = services.session(given.connectionId ?? active?.connectionId);
    const issueId = await askIssue(session, given.issueId, call);
    const flag = await flagOf(session, issueId, given, call);
    const documents = services.once(ScenarioDocuments);
    const place = { connectionId: session.connection.id, issueId, flagId: flag.id, callId: flag.call_id };
    const issue = await waitInUi(call, vscode.l10n.t('Loading issue'), session.issues.find(issueId));
    const uri = scenarioUri(place, `${issue.triage_id} ${flag.type}`);
    const kept = await documents.kept(place);
    const isUnsent = kept !== null && kept.scenarioId === null;
    const pending = isUnsent ? documents.pendingOf(place, kept) : undefined;
    if (pending !== undefined) {
      if (!call.fromUi) return { pending: true, entryId: pending.id };
      await vscode.window.showTextDocument(uri, { preview: false });
      void inform(
        vscode.l10n.t('This scenario is a pending change: it will be created when the service can be reached.'),
      );
      return undefined;
    }
    if (isUnsent && call.fromUi) {
      await vscode.window.showTextDocument(uri, { preview: false });
      offerToStartOver({ ...given, issueId, flagId: flag.id }, () => documents.discard(uri, place));
      return undefined;
    }
    await waitInUi(call, vscode.l10n.t('Loading scenarios'), session.scenarios.load());
    if (session.scenarios.error !== undefined) throw session.scenarios.error;
    const existing = session.scenarios.ofFlag(flag.id);
    if (existing !== undefined && given.another !== true) {
      if (!call.fromUi) return { scenarioId: existing.id, existed: true };
      const { l10n } = vscode;
      const [open, create] = [l10n.t('Open Scenario'), l10n.t('Create Another')];
      const question = l10n.t('This flag already has a scenario.');
      if ((await confirm(question, printable(existing.name), open, create)) === open) {
        await showScenario(session, existing);
        return undefined;
      }
    }
    const title = vscode.l10n.t('Drafting a scenario from the call…');
    const text = isUnsent
      ? kept.text
      : await withNotificationProgress(title, (signal) => draftScenario(session, issue, flag, signal));
    if (!isUnsent) await documents.begin(uri, place, text);
    if (given.save === true) return created(await documents.create(uri, place, text, call));
    await vscode.window.showTextDocument(uri, { preview: false });
    if (isMasked()) {
      void inform(vscode.l10n.t('Personal data is not masked in this document: it is sent as it is written.'));
    }
    return call.fromUi ? undefined : created(await documents.created(uri));
  },
});

function created(result: Awaited<ReturnType<ScenarioDocuments['create']>>): object {
  return isPending(result) ? result : { scenarioId: result.id, existed: false };
}

/** Returns the flag that is named, the one on the message that is named, or the one that a person picks. */
async function flagOf(
  session: Session,
  issueId: string,
  { flagId, callId, messageIndex }: z.infer<typeof args>,
  call: Call,
): Promise<Flag> {
  const { l10n } = vscode;
  const { flags } = session.issues.contents(issueId);
  const title = l10n.t('Create Scenario: Choose a Flag');
  const named = (): Flag | undefined => flags.items.find(({ id: one }) => one === flagId);
  if (flagId !== undefined) {
    const load = async (): Promise<void> => {
      await session.issues.loadFlags(issueId);
      if (named() === undefined) await flags.load();
    };
    if (named() === undefined) await waitInUi(call, l10n.t('Loading flags'), load());
    const flag = named();
    if (flag !== undefined) return flag;
    throw new InvalidArgumentError('flagId', l10n.t('The issue has no saved flag {0}.', flagId));
  }
  if (callId === undefined || typeof messageIndex !== 'number') {
    refuseToAsk(call, 'flagId');
    return askStoredFlag(session, issueId, call, title);
  }
  await waitInUi(call, l10n.t('Loading flags'), session.issues.loadFlags(issueId));
  const isOnIt = (flag: Flag): boolean => flag.call_id === callId && flag.message_index === messageIndex;
  const [only, ...others] = flags.items.filter(isOnIt);
  if (only === undefined) throw new InvalidArgumentError('flagId', l10n.t('Flag this message first.'));
  return others.length === 0 ? only : askStoredFlag(session, issueId, call, title, isOnIt);
}

/** Tells that the document is the one that was begun before. Does not wait. */
function offerToStartOver(given: object, discard: () => Promise<void>): void {
  const again = vscode.l10n.t('Start Over');
  void inform(vscode.l10n.t('Draft restored. Save to create the scenario.'), again).then(async (chosen) => {
    if (chosen !== again) return;
    await discard();
    await vscode.commands.executeCommand('callTriage.createScenario', { [fromView]: true, ...given });
  });
}
