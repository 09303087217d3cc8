import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { askCallOrMessage } from '../flags/ask-flag.ts';
import { flagByPrompts } from '../flags/flag-by-prompts.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

const text = z.string().check(z.minLength(1));

/** Flags a whole call. From the UI, one of its messages can be chosen instead. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    callId: z.optional(text),
    type: z.optional(text),
    note: z.optional(z.string()),
    attach: z.optional(z.boolean()),
  }),
  async run(services, args, call) {
    const target = args.callId === undefined && call.fromUi ? panelsOf(services).active?.target : undefined;
    const callId = args.callId ?? callIdOf(target);
    if (callId === undefined) {
      refuseToAsk(call, 'callId');
      throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of a call first.'));
    }
    const session = services.session(args.connectionId ?? target?.connectionId);
    const issueId = args.issueId ?? target?.issueId ?? undefined;
    return flagByPrompts(
      services,
      session,
      { ...args, callId, ...(issueId === undefined ? {} : { issueId }) },
      call,
      () => (call.fromUi ? askCallOrMessage(session, callId, call) : Promise.resolve(null)),
    );
  },
});
