import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { Cancelled, orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { withNotificationProgress } from '../../editor/progress.ts';
import { refuseToAsk } from '../../editor/prompts/ask.ts';
import { RemoteRecordings } from '../../editor/remote-recordings.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { fetchRecording, type RemoteFetch } from '../../triage/calls/recording.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { recordedCall, recordedCallArgs } from '../arguments/call.ts';
import { recordingName } from '../recording/recording-file.ts';

/** Saves a call's recording as a file, in the format of the service. */
export default defineCommand({
  args: z.extend(recordedCallArgs, { uri: z.optional(uriArgument) }),
  async run(services, args, call) {
    const { session, callId } = recordedCall(services, args);
    if (args.uri === undefined) refuseToAsk(call, 'uri');
    const remote = services.once(RemoteRecordings).of(session, call.fromUi);
    const { bytes, mediaType } = await fetchWhole(session, callId, remote);
    const defaultUri = proposed(recordingName(callId, mediaType));
    const uri = args.uri ?? orCancelled(await vscode.window.showSaveDialog({ defaultUri }));
    await vscode.workspace.fs.writeFile(uri, bytes);
    return { callId, uri: uri.toString(), bytes: bytes.length };
  },
});

function proposed(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}

/** Fetches the recording, with progress that can be cancelled. */
async function fetchWhole(
  session: Session,
  callId: string,
  remote: RemoteFetch | undefined,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  const title = vscode.l10n.t('Loading recording');
  return withNotificationProgress(title, async (signal, report) => {
    const parts: Uint8Array[] = [];
    let mediaType = '';
    for await (const part of fetchRecording(session.api, callId, signal, { remote })) {
      parts.push(part.bytes);
      mediaType = part.mediaType;
      if (part.total !== null && part.total > 0) report(undefined, (part.bytes.length / part.total) * 100);
    }
    if (signal.aborted) throw new Cancelled();
    return { bytes: Buffer.concat(parts), mediaType };
  });
}
