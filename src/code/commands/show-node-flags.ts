import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { FlagThreads } from '../flag-threads.ts';
import { flaggedNodesIn } from '../loaded-flags.ts';

/** Shows the loaded flags of a node beside its words: of the node at a line, or of the one above the cursor. */
export default defineCommand({
  args: z.object({
    uri: z.optional(uriArgument),
    /** From 0. */
    line: z.optional(z.int().check(z.nonnegative())),
  }),
  async run(services, { uri: given, line: wanted }) {
    const { activeTextEditor: active } = vscode.window;
    const uri = given ?? active?.document.uri;
    if (uri === undefined) throw new InvalidArgumentError('uri', vscode.l10n.t('Open the file of an agent first.'));
    const isActive = uri.toString() === active?.document.uri.toString();
    const line = wanted ?? (isActive ? active?.selection.active.line : undefined) ?? 0;
    const nodes = await flaggedNodesIn(services, uri);
    const flagged = nodes.findLast(({ node }) => node.range.line <= line) ?? nodes[0];
    if (flagged === undefined) {
      throw new InvalidArgumentError('uri', vscode.l10n.t('No flags of loaded issues are on the nodes of this file.'));
    }
    await vscode.window.showTextDocument(uri, { preserveFocus: false });
    services.once(FlagThreads).show(uri, flagged);
    return { uri: uri.toString(), line: flagged.node.range.line, flagIds: flagged.flags.map(({ flag }) => flag.id) };
  },
});
