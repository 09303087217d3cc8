import * as vscode from 'vscode';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { orCancelled } from '../errors/cancelled.ts';
import { createInput } from './input.ts';
import { addStepControls, type Step } from './steps.ts';
import type { TextDraft } from './text-draft.ts';

export interface LongTextOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  /** In UTF-16 units. */
  readonly longest: number;
  readonly optional?: boolean;
  /** Keeps what is typed; a text kept earlier is the initial value. */
  readonly draft?: TextDraft;
  readonly step?: Step | undefined;
}

export const discardDraft = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('discard'),
  tooltip: vscode.l10n.t('Discard Draft'),
});

/**
 * Asks for a text with a live character count. A restored draft is marked, and can be discarded.
 *
 * @returns the trimmed text
 */
export async function askLongText(options: LongTextOptions): Promise<string> {
  const { title, prompt, longest, optional = false, draft } = options;
  const { l10n } = vscode;
  const { Info, Error: Refused } = vscode.InputBoxValidationSeverity;
  const { box, say } = createInput(prompt);
  let restored = draft !== undefined && draft.restored !== '';
  box.title = title;
  box.value = restored ? (draft?.restored ?? '') : (options.value ?? '');
  box.ignoreFocusOut = true;
  const check = (accepting: boolean): boolean => {
    const { length } = box.value.trim();
    const fits = length <= longest && (length > 0 || optional);
    if (length > longest) {
      say({ message: l10n.t('At most {0} characters ({1} now).', longest, length), severity: Refused });
    } else if (length > 0) {
      const count = `${length}/${longest}`;
      say({ message: restored ? l10n.t('Draft restored. {0}', count) : count, severity: Info });
    } else if (accepting && !fits) say({ message: l10n.t('Enter a name.'), severity: Refused });
    // An empty box shows the prompt.
    else say(undefined);
    return fits;
  };
  check(false);
  try {
    const text = await new Promise<string | undefined>((resolve, reject) => {
      const showButtons = addStepControls(box, options.step, reject);
      const discard = discardDraft();
      if (restored) showButtons(discard);
      box.onDidChangeValue((typed) => {
        restored = false;
        check(false);
        draft?.keep(typed);
      });
      box.onDidTriggerButton((button) => {
        if (button !== discard) return;
        draft?.discard();
        restored = false;
        box.value = '';
        showButtons();
        check(false);
      });
      box.onDidAccept(() => {
        if (check(true)) resolve(box.value);
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
    return orCancelled(text).trim();
  } finally {
    box.dispose();
  }
}

/** @throws InvalidArgumentError when a text is too short or too long */
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
