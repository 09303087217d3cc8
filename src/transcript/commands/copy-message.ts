import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { issueTarget } from '../../editor/prompts.ts';
import { clock } from '../../editor/wording.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { panelsOf } from '../panels.ts';
import { speakerOf } from '../wording.ts';

/** Copies a message as `0:16 Agent: text`: the one named, or the one selected in the active transcript. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(z.string()),
    messageIndex: z.optional(z.int().check(z.nonnegative())),
  }),
  async run(services, { connectionId, callId, messageIndex }) {
    const { active } = panelsOf(services);
    const wanted = callId ?? active?.target.callId;
    const index = messageIndex ?? active?.selected?.index;
    if (wanted === undefined || index === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Select a message in a transcript first.'));
    }
    const session = services.session(connectionId ?? active?.target.connectionId);
    const row = (await session.transcripts.get(wanted)).rows.find((one) => one.index === index);
    if (row === undefined) {
      throw new InvalidArgumentError('messageIndex', vscode.l10n.t('The call has no message #{0}.', index));
    }
    const text = `${row.seconds === null ? '' : `${clock(row.seconds)} `}${speakerOf(row)}: ${row.text}`;
    await vscode.env.clipboard.writeText(text);
    return { text };
  },
});
