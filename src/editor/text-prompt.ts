import * as vscode from 'vscode';
import { InvalidArgumentError } from '../triage/errors.ts';
import { given } from './cancelled.ts';

export interface LongTextOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** In UTF-16 units. */
  readonly longest: number;
  readonly optional?: boolean;
}

/** Asks for a text, counting while it is typed. */
export async function askLongText({ longest, optional = false, ...options }: LongTextOptions): Promise<string> {
  const text = await vscode.window.showInputBox({
    ...options,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const { length } = typed.trim();
      if (length === 0 && !optional) return vscode.l10n.t('It cannot be empty.');
      if (length <= longest)
        return { message: `${length}/${longest}`, severity: vscode.InputBoxValidationSeverity.Info };
      const message = vscode.l10n.t('It has at most {0} characters; this one has {1}.', longest, length);
      return { message, severity: vscode.InputBoxValidationSeverity.Error };
    },
  });
  return given(text).trim();
}

/** Checks the length of a text that was given. @throws InvalidArgumentError */
export function checkLength(argument: string, text: string, longest: number, least = 1): void {
  if (text.length >= least && text.length <= longest) return;
  throw new InvalidArgumentError(
    argument,
    vscode.l10n.t(
      'The argument "{0}" has {1} characters; {2} to {3} are allowed.',
      argument,
      text.length,
      least,
      longest,
    ),
  );
}
