import * as vscode from 'vscode';

/** Where a prompt stands among those of one command. */
export interface Step {
  /** From 1. */
  readonly number: number;
  readonly total: number;
}

/** The user went back to the step before. */
class BackRequested extends Error {
  override readonly name = 'BackRequested';
}

/**
 * Asks one step after the other. The Back button of a step asks the one before again.
 *
 * @param steps each keeps what was entered itself; one that resolves to `stop` is the last
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
 * Numbers a prompt, and gives it a Back button unless it is the first.
 *
 * @returns shows the prompt's own buttons beside it
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
