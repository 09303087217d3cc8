import * as vscode from 'vscode';
import { fromView } from '../../editor/call.ts';
import type { LinkView } from '../../shared/issue-view.ts';
import type { CommandCall, Link } from '../activity/page.ts';

/** Gives out a name for a command that a part of the page offers. */
export type Offer = (name: string, command: CommandCall['command'], args: CommandCall['args']) => string;

/** The commands that a page offers now. The page knows their names, and can run nothing else. */
export class Offers {
  readonly #parts = new Map<string, Map<string, CommandCall>>();

  /** Begins to offer what a part of the page shows; what it offered before is no longer. */
  part(part: string): Offer {
    const calls = new Map<string, CommandCall>();
    this.#parts.set(part, calls);
    return (name, command, args) => {
      const full = `${part}:${name}`;
      calls.set(full, { command, args });
      return full;
    };
  }

  async run(name: string): Promise<void> {
    const call = this.#parts.get(name.slice(0, name.indexOf(':')))?.get(name);
    if (call !== undefined) await vscode.commands.executeCommand(call.command, { [fromView]: true, ...call.args });
  }
}

export function button(
  text: string,
  offer: Offer,
  command: CommandCall['command'],
  args: CommandCall['args'],
): LinkView {
  const name = [command, args['intent'] ?? ''].join('/');
  return { text, action: offer(name, command, args) };
}

/** A link of a document, or plain text, as the page shows it. */
export function linkView(link: Link | string, name: string, offer: Offer): LinkView {
  if (typeof link === 'string') return { text: link, action: null };
  return { text: link.text, action: offer(name, link.command, link.args) };
}
