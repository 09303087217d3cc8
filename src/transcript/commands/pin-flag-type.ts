import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { flagTypeChoices, isPinned, setPinned } from '../../editor/flag-types.ts';
import { inform } from '../../editor/notices.ts';
import { askPick, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { digits, type FlagTypeChoice, maxFlagType, probableFlagType } from '../../shared/transcript.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { panelsOf } from '../panels.ts';

const argsSchema = z.object({
  connectionId: z.optional(z.string().check(z.minLength(1))),
  type: z.optional(z.string().check(z.maxLength(maxFlagType))),
  /** 0 or null unpins. */
  digit: z.optional(z.nullable(z.int().check(z.gte(0), z.lte(digits.length)))),
});

/** Pins a flag type to a digit of the transcript, in place of the type that was pinned there. */
export default defineCommand({
  args: argsSchema,
  async run(services, args, call) {
    if (args.type === undefined) refuseToAsk(call, 'type');
    if (args.digit === undefined) refuseToAsk(call, 'digit');
    if (args.type !== undefined && probableFlagType(args.type) === '') {
      throw new InvalidArgumentError('type', vscode.l10n.t('A flag type must contain a letter or digit.'));
    }
    const isAsked = args.type === undefined || args.digit === undefined;
    const choices = isAsked ? await choicesOf(services, args.connectionId) : [];
    if (args.type === undefined && choices.length === 0) {
      void inform(vscode.l10n.t('There are no flag types yet.'));
      return undefined;
    }
    const type = args.type ?? (await askType(choices, call));
    const digit = (args.digit === undefined ? await askDigit(type, choices, call) : args.digit) || null;
    await setPinned(type, digit);
    return { type, digit };
  },
});

/** The flag types of the transcript that is being read, or else of a connection. */
async function choicesOf(services: Services, connectionId: string | undefined): Promise<readonly FlagTypeChoice[]> {
  const panel = connectionId === undefined ? panelsOf(services).active : undefined;
  const session = panel?.session ?? services.session(connectionId);
  if (!session.flagTypes.settled) await session.flagTypes.load();
  return flagTypeChoices(session);
}

function askType(choices: readonly FlagTypeChoice[], call: Call): Promise<string> {
  const items = choices.map(({ type, digit }) => ({
    label: printable(type),
    description: digit === undefined ? '' : String(digit),
    value: type,
  }));
  return askPick(call, 'type', vscode.l10n.t('Pin Flag Type to Digit: Choose a Type'), items);
}

function askDigit(type: string, choices: readonly FlagTypeChoice[], call: Call): Promise<number> {
  const { l10n } = vscode;
  const rows = digits.map((digit) => {
    const there = choices.find((choice) => choice.digit === digit);
    const name = there === undefined ? l10n.t('free') : printable(there.type);
    const description = there !== undefined && isPinned(there.type) ? l10n.t('{0} (pinned)', name) : name;
    return { label: String(digit), description, value: digit };
  });
  const unpin = isPinned(type) ? [{ label: l10n.t('Unpin'), value: 0 }] : [];
  return askPick(call, 'digit', l10n.t('Pin {0} to Digit', printable(type)), [...unpin, ...rows]);
}
