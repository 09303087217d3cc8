import * as vscode from 'vscode';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { isSameAddress } from '../recording-file.ts';
import { recordedCall, recordedCallArgs } from '../recorded-call.ts';

/**
 * Opens a call's recording outside the editor, by an address that the service makes for it and that needs no key. The
 * address is not kept: each time it is a new one, which has not expired.
 */
export default defineCommand({
  args: recordedCallArgs,
  async run(services, args) {
    const { session, callId } = recordedCall(services, args);
    const link = await session.api.recordings.link(callId);
    const uri = vscode.Uri.parse(link, true);
    // The editor writes an address anew to open it, and a signature does not survive every such change.
    if (isSameAddress(encodeURI(uri.toString(true)), link)) {
      return { callId, opened: await vscode.env.openExternal(uri) };
    }
    await vscode.env.clipboard.writeText(link);
    void inform(vscode.l10n.t('Copied the recording URL. It expires in a few minutes.'));
    return { callId, opened: false };
  },
});
