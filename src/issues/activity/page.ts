/** A command with arguments that JSON can hold. */
export interface CommandCall {
  readonly command: `callTriage.${string}`;
  readonly args: Readonly<Record<string, string | number>>;
}

/** A part of a line that runs a command. */
export interface Link extends CommandCall {
  readonly text: string;
  readonly tooltip: string;
}

/** A code lens above a line. */
export interface Action extends CommandCall {
  readonly title: string;
}

export type Line =
  | string
  | { readonly parts: readonly (string | Link)[]; readonly actions?: readonly Action[] | undefined };

/** A text with its links and actions. Positions count from zero. */
export interface Page {
  readonly text: string;
  readonly links: readonly (Link & { readonly line: number; readonly from: number; readonly to: number })[];
  readonly actions: readonly (Action & { readonly line: number })[];
}

/** Joins paragraphs with empty lines. No part may contain a line break. */
export function pageOf(paragraphs: readonly (readonly Line[])[]): Page {
  const links: Page['links'][number][] = [];
  const actions: Page['actions'][number][] = [];
  const lines: string[] = [];
  for (const [place, paragraph] of paragraphs.entries()) {
    if (place > 0) lines.push('');
    for (const line of paragraph) {
      const { parts, actions: offered = [] } = typeof line === 'string' ? { parts: [line] } : line;
      const at = lines.length;
      let text = '';
      for (const part of parts) {
        const from = text.length;
        text += typeof part === 'string' ? part : part.text;
        if (typeof part !== 'string') links.push({ ...part, line: at, from, to: text.length });
      }
      lines.push(text.trimEnd());
      actions.push(...offered.map((action) => ({ ...action, line: at })));
    }
  }
  return { text: `${lines.join('\n')}\n`, links, actions };
}

/** Returns a `command:` URI. */
export function commandAddress({ command, args }: CommandCall): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argsOf(args)]))}`;
}

/** Marks arguments as coming from a person. */
export function argsOf(args: CommandCall['args']): object {
  return { [fromDocument]: true, ...args };
}
import { fromDocument } from '../../editor/call.ts';
