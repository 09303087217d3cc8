import * as vscode from 'vscode';
import { promptText } from '../words/literal.ts';
import { forDisplay } from '../privacy.ts';

type ValidationMessage = string | vscode.InputBoxValidationMessage;

/** Asks for one line. @returns undefined when the box is closed */
export async function askInput(options: vscode.InputBoxOptions): Promise<string | undefined> {
  const { prompt } = options;
  const check = options.validateInput?.bind(options);
  return vscode.window.showInputBox({
    ...options,
    ...(prompt === undefined ? {} : { prompt: promptText(forDisplay(prompt)) }),
    ...(check === undefined ? {} : { validateInput: async (typed) => literalMessage(await check(typed)) }),
  });
}

/** An input box that stays open while its text is validated. */
export interface LiveInput {
  readonly box: Omit<vscode.InputBox, 'prompt' | 'validationMessage'>;
  /** Shows a message in place of the prompt; undefined restores the prompt. */
  readonly say: (message: ValidationMessage | undefined) => void;
}

export function createInput(prompt: string): LiveInput {
  const box = vscode.window.createInputBox();
  box.prompt = promptText(forDisplay(prompt));
  return {
    box,
    say: (message) => {
      box.validationMessage = literalMessage(message) ?? undefined;
    },
  };
}

function literalMessage(message: ValidationMessage | null | undefined): ValidationMessage | null | undefined {
  if (typeof message === 'string') return promptText(forDisplay(message));
  return message === null || message === undefined
    ? message
    : { ...message, message: promptText(forDisplay(message.message)) };
}
