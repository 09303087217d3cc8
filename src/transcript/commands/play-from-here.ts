import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { MessageNotFoundError } from '../../triage/transcript/errors.ts';
import { messageName } from '../../triage/transcript/message-name.ts';
import { withMessageIndex } from '../arguments/messages.ts';
import { callPanel } from '../arguments/call.ts';

/** Plays the recording from a message: the one named, or the one selected in the active transcript. */
export default defineCommand({
  args: z.object({
    callId: z.optional(z.string()),
    messageIndex: z.optional(messageName),
  }),
  async run(services, args, call) {
    const { callId, messageIndex } = await withMessageIndex(services, args, call);
    const { panel, callId: shown } = callPanel(services, callId);
    const index = messageIndex ?? panel.selected?.index;
    if (index === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
    }
    const transcript = await panel.session().transcripts.get(shown);
    const row = transcript.rows.find((one) => one.index === index);
    if (row === undefined) throw new MessageNotFoundError(index, transcript.rows.length);
    panel.controlPlayer({ kind: 'play', index });
    return { callId: shown, messageIndex: index, seconds: row.seconds };
  },
});
