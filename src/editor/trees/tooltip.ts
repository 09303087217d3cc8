import * as vscode from 'vscode';
import { breakable, markdownText } from '../words/literal.ts';
import { forDisplay } from '../privacy.ts';

/** A tooltip of facts. What a server says is text in it, never Markdown. */
export function plainTooltip(
  facts: readonly (readonly [name: string, value: string] | undefined)[],
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  for (const fact of facts) {
    if (fact === undefined || fact[1] === '') continue;
    tooltip
      .appendMarkdown('**')
      .appendText(markdownText(forDisplay(fact[0])))
      .appendMarkdown('**  ')
      .appendMarkdown(breakable(textOf(forDisplay(fact[1].slice(0, 1000)))));
    tooltip.appendMarkdown('\n\n');
  }
  return tooltip;
}

const textOf = (text: string): string => new vscode.MarkdownString().appendText(markdownText(text)).value;
