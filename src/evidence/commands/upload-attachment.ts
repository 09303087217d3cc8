import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { isPending } from '../../editor/make-write.ts';
import { inform } from '../../editor/notices.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { longestName, safeName } from '../../triage/attachments/names.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { askTalkdesk, triageSession } from '../ask-talkdesk.ts';
import { uploadsUnderWay } from '../interrupted-uploads.ts';
import { reportUploaded } from '../report-upload.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { openSource } from '../source.ts';
import { uploadToTalkdesk } from '../upload.ts';

/** Creates a Talkdesk attachment from a file: for an issue, for a call, or for neither. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    talkdeskId: z.optional(z.string().check(z.minLength(1))),
    uri: z.optional(uriArgument),
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(longestName))),
    callId: z.optional(z.string().check(z.minLength(1))),
    metadata: z.optional(z.record(z.string(), z.unknown())),
  }),
  async run(services, args, call) {
    if (args.name !== undefined && safeName(args.name) !== args.name) {
      throw new InvalidArgumentError('name', 'The name has a slash, a colon or a sign that cannot be seen.');
    }
    if (args.uri === undefined) refuseToAsk(call, 'uri');
    const talkdesk = await askTalkdesk(services, args, call);
    const session = args.issueId === undefined ? undefined : triageSession(services, args);
    const issue =
      session === undefined
        ? undefined
        : { session, issueId: await askIssue(session, args.issueId, { ...call, fromUi: false }) };
    const about = await metadataOf(issue, args.callId);
    let result: unknown;
    for (const uri of await filesToUpload(args.uri, call)) {
      const source = await openSource(uri);
      const metadata = { ...about, name: source.name, size: source.bytes.size, type: source.type, ...args.metadata };
      const underWay = uploadsUnderWay(services);
      const request = { source, name: args.name, metadata, issue, underWay };
      const made = await uploadToTalkdesk(talkdesk, request, call);
      result = made;
      if (!call.fromUi) continue;
      if (isPending(made)) {
        const later = vscode.l10n.t(
          'Uploaded {0}. The attachment will be created when Talkdesk responds.',
          source.name,
        );
        void inform(later);
      } else reportUploaded(services, talkdesk, made, issue, call);
    }
    return result;
  },
});

/** Returns the named file, those selected in the explorer, or the ones the user chooses. */
async function filesToUpload(named: vscode.Uri | undefined, call: Call): Promise<readonly vscode.Uri[]> {
  if (named !== undefined) {
    const selected = call.selection.filter((one) => one instanceof vscode.Uri);
    return selected.length > 0 ? selected : [named];
  }
  return orCancelled(
    await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Upload to Talkdesk'),
      openLabel: vscode.l10n.t('Upload'),
      canSelectMany: true,
    }),
  );
}

/** Returns issue, call, and the flagged messages of the call. */
async function metadataOf(
  issue: { readonly session: Session; readonly issueId: string } | undefined,
  callId: string | undefined,
): Promise<Record<string, unknown>> {
  const call = callId === undefined ? {} : { call_id: callId };
  if (issue === undefined) return call;
  const { session, issueId } = issue;
  const code = session.issues.get(issueId)?.triage_id;
  // The upload must not fail for want of metadata.
  await session.issues.loadFlags(issueId).catch(() => undefined);
  const indexes = session.issues
    .contents(issueId)
    .flags.items.filter((flag) => callId === undefined || flag.call_id === callId)
    .flatMap(({ message_index }) => message_index ?? []);
  return {
    issue_id: issueId,
    ...(code === undefined ? {} : { issue: code }),
    ...call,
    ...(indexes.length === 0 ? {} : { message_indexes: [...new Set(indexes)].sort((a, b) => a - b) }),
  };
}
