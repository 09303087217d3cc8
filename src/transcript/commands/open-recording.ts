import * as vscode from 'vscode';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { isSameAddress } from '../recording/recording-file.ts';
import { recordedCall, recordedCallArgs } from '../arguments/call.ts';
import { waitInUi } from '../../editor/progress.ts';

/** Opens a recording outside the editor, by a signed URL that needs no key. Requests a new URL each time, as they expire. */
export default defineCommand({
  args: recordedCallArgs,
  async run(services, args, call) {
    const { session, callId } = recordedCall(services, args);
    const link = await waitInUi(call, vscode.l10n.t('Loading recording'), session.api.recordings.link(callId));
    const uri = vscode.Uri.parse(link, true);
    // The editor encodes the URL again to open it, which may break the signature.
    if (isSameAddress(encodeURI(uri.toString(true)), link)) {
      return { callId, opened: await vscode.env.openExternal(uri) };
    }
    await vscode.env.clipboard.writeText(link);
    void inform(vscode.l10n.t('Copied the recording URL. It expires in a few minutes.'));
    return { callId, opened: false };
  },
});
