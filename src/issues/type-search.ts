import * as vscode from 'vscode';
import { explain } from '../editor/errors/explain.ts';
import { createInput } from '../editor/prompts/input.ts';

/** Waits this long after a key press before it asks the service, milliseconds. */
const typingPause = 250;

/**
 * An input box whose text is searched for while it is typed; the view behind it shows what is found.
 *
 * @param search shows what is found for a text; a later call takes the place of one that is under way
 * @returns the text; undefined when the box is closed without Enter
 */
export async function typeSearch(before: string, search: (text: string) => Promise<void>): Promise<string | undefined> {
  const { box, say } = createInput(vscode.l10n.t('Press Enter to keep the results or Escape to cancel.'));
  box.title = vscode.l10n.t('Search Issues');
  box.placeholder = vscode.l10n.t('Title, description or issue code, such as T-1042');
  box.value = before;
  // What is found draws the view anew, which must not close the box.
  box.ignoreFocusOut = true;
  let typing: NodeJS.Timeout | undefined;
  let round = 0;
  const show = async (text: string): Promise<void> => {
    round += 1;
    const own = round;
    box.busy = true;
    try {
      await search(text);
      if (own === round) say(undefined);
    } catch (error) {
      if (own === round) say(explain(error).sentence);
    }
    if (own === round) box.busy = false;
  };
  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue((text) => {
        clearTimeout(typing);
        typing = setTimeout(() => void show(text), typingPause);
      });
      box.onDidAccept(() => resolve(box.value));
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    clearTimeout(typing);
    round += 1;
    box.dispose();
  }
}
