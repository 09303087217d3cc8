import * as vscode from 'vscode';
import { breakable, markdownText } from '../words/literal.ts';
import { forDisplay } from '../privacy.ts';

type Fact = readonly [name: string, value: string] | undefined;

/** A tooltip of facts, masked if that is on. What a server says is text in it, never Markdown. */
export function plainTooltip(facts: readonly Fact[]): vscode.MarkdownString {
  return plainFacts(facts.map((fact) => fact && [forDisplay(fact[0]), forDisplay(fact[1].slice(0, 1000))]));
}

/** Facts as they are, also where they look like Markdown; those without a value are left out. */
export function plainFacts(facts: readonly Fact[]): vscode.MarkdownString {
  const shown = new vscode.MarkdownString();
  for (const fact of facts) {
    if (fact === undefined || fact[1] === '') continue;
    shown
      .appendMarkdown('**')
      .appendText(markdownText(fact[0]))
      .appendMarkdown('**  ')
      .appendMarkdown(breakable(textOf(fact[1])));
    shown.appendMarkdown('\n\n');
  }
  return shown;
}

const textOf = (text: string): string => new vscode.MarkdownString().appendText(markdownText(text)).value;
