import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../call.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { resolveIssueId } from '../../triage/issues/resolve-issue.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { orCancelled } from '../errors/cancelled.ts';
import { askInput } from './input.ts';
import { pickIssue } from './issue-picker.ts';
import { pickInStep, pickOne } from './picks.ts';
import type { Step } from './steps.ts';
import { waitInUi } from '../progress.ts';

const optionalId = z.optional(z.string().check(z.minLength(1)));

/** The argument by which every command takes another connection than the active one. */
export const connectionTarget = { connectionId: optionalId } as const;

/** The arguments of every command on an issue, which may be named by its ID or its code. */
export const issueTarget = { issueId: optionalId, ...connectionTarget } as const;

/** Rejects calls by scripts, which are never prompted, with an error that names the missing argument. */
export function refuseToAsk(call: Call, argument: string): void {
  if (!call.fromUi) throw new InvalidArgumentError(argument, `The argument "${argument}" is missing.`);
}

/** Returns the ID of the issue named by ID or code, or of the one the user picks. */
export async function askIssue(session: Session, issue: string | undefined, call: Call): Promise<string> {
  if (issue !== undefined) {
    return waitInUi(call, vscode.l10n.t('Loading issue'), resolveIssueId(session.issues, session.api, issue));
  }
  refuseToAsk(call, 'issueId');
  return orCancelled(await pickIssue(session));
}

/** Asks for one line of text, which must not be empty. */
export async function askText(
  call: Call,
  argument: string,
  options: { readonly title: string; readonly prompt: string; readonly value?: string },
): Promise<string> {
  refuseToAsk(call, argument);
  const text = await askInput({
    ...options,
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() === '' ? vscode.l10n.t('Enter a name.') : undefined),
  });
  return orCancelled(text).trim();
}

/**
 * Asks for one of several values.
 *
 * @param step the prompt's place among several; `before` is the value chosen there earlier
 */
export async function askPick<T>(
  call: Call,
  argument: string,
  title: string,
  items: readonly (vscode.QuickPickItem & { readonly value: T })[],
  step?: Step & { readonly before?: T | undefined },
): Promise<T> {
  refuseToAsk(call, argument);
  const picked =
    step === undefined
      ? await pickOne(items, { title, matchOnDescription: true, ignoreFocusOut: true })
      : await pickInStep(
          items,
          title,
          step,
          items.find(({ value }) => value === step.before),
        );
  return orCancelled(picked).value;
}
