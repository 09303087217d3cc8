import * as vscode from 'vscode';

/** The place of a prompt among those of one command. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly total: number;
}

/** Thrown when the user presses *Back*. */
class BackRequested extends Error {
  override readonly name = 'BackRequested';
}

/**
 * Runs prompts one after the other. *Back* runs the previous one again.
 *
 * @param steps each stores its own result; one that resolves to `stop` is the last
 */
export async function runSteps(steps: readonly ((step: Step) => Promise<void | 'stop'>)[]): Promise<void> {
  for (let at = 0; at < steps.length;) {
    try {
      if ((await steps[at]?.({ number: at + 1, total: steps.length })) === 'stop') return;
      at += 1;
    } catch (error) {
      if (!(error instanceof BackRequested)) throw error;
      at -= 1;
    }
  }
}

type Numbered = Pick<vscode.QuickPick<vscode.QuickPickItem>, 'step' | 'totalSteps' | 'buttons' | 'onDidTriggerButton'>;

/**
 * Shows the step's number on a prompt, and *Back* unless it is the first.
 *
 * @returns a function that sets the prompt's own buttons, beside *Back*
 */
export function addStepControls(
  prompt: Numbered,
  step: Step | undefined,
  reject: (error: Error) => void,
): (...own: readonly vscode.QuickInputButton[]) => void {
  const { Back } = vscode.QuickInputButtons;
  if (step !== undefined && step.total > 1) {
    prompt.step = step.number;
    prompt.totalSteps = step.total;
  }
  prompt.onDidTriggerButton((button) => {
    if (button === Back) reject(new BackRequested());
  });
  const show = (...own: readonly vscode.QuickInputButton[]): void => {
    prompt.buttons = step === undefined || step.number === 1 ? own : [Back, ...own];
  };
  show();
  return show;
}
