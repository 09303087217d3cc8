import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { shortDate } from '../editor/words/format.ts';
import type { FlaggedNode } from '../triage/code/node-flags.ts';
import { onFlagsChanged, showsFlags } from './flag-changes.ts';

/** Shows above each node how many of the loaded flags are on what it made the agent say. Files are read once there are flags. */
export function showFlagsOnFiles(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    onFlagsChanged(services, () => changed.fire()),
    vscode.languages.registerCodeLensProvider([{ pattern: '**/*.{json,md,yaml,yml}' }], {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses({ uri }) {
        if (!showsFlags(uri)) return [];
        if (services.openSessions().every(({ issues }) => issues.loadedFlags.length === 0)) return [];
        const { flaggedNodesIn } = await import('./feature.ts');
        return (await flaggedNodesIn(services, uri)).map((flagged) => lensOf(uri, flagged));
      },
    }),
  );
}

function lensOf(uri: vscode.Uri, { node, flags }: FlaggedNode): vscode.CodeLens {
  const { line, character } = node.range;
  return new vscode.CodeLens(new vscode.Range(line, character, line, character), {
    title: lensTitle(flags.map(({ flag }) => flag)),
    tooltip: vscode.l10n.t('Flags of the issues that are loaded. Show them here.'),
    command: 'callTriage.showNodeFlags',
    arguments: [{ uri: uri.toString(), line, fromDocument: true }],
  });
}

/** `3 flags · 2 calls · last Nov 28`. */
function lensTitle(flags: readonly { readonly call_id: string; readonly created_at: string | null }[]): string {
  const { l10n } = vscode;
  const calls = new Set(flags.map(({ call_id: id }) => id)).size;
  const last =
    flags
      .map(({ created_at: at }) => at ?? '')
      .toSorted()
      .at(-1) ?? '';
  return [
    flags.length === 1 ? l10n.t('1 flag') : l10n.t('{0} flags', flags.length),
    calls === 1 ? l10n.t('1 call') : l10n.t('{0} calls', calls),
    ...(last === '' ? [] : [l10n.t('last {0}', shortDate(last))]),
  ].join(' · ');
}
