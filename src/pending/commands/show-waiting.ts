import * as vscode from 'vscode';
import { needsDecision } from '../../triage/outbox/outbox.ts';
import * as z from 'zod/mini';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { excerpt } from '../../editor/words/format.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { type PendingChange, pendingChanges } from '../changes.ts';
import { decide } from '../decide.ts';
import { nameOf, outageOf, stateOf, wordsOf } from '../words.ts';

/** Lists the pending changes of this machine, and lets the user decide about each. */
export default defineCommand({
  args: z.object({}),
  async run(services, _args, call) {
    const changes = await pendingChanges(services);
    if (!call.fromUi) {
      return changes.map((change) => {
        const { id, kind, issueId, state, createdAt } = change.entry;
        return {
          entryId: id,
          kind,
          issueId,
          state,
          needsDecision: needsDecision(change.entry),
          here: change.here,
          createdAt,
        };
      });
    }
    if (changes.length === 0) {
      void inform(vscode.l10n.t('All changes saved.'));
      return undefined;
    }
    const title = vscode.l10n.t('Pending Changes');
    const picked = orCancelled(await pickOne(rowsOf(changes), { title, matchOnDetail: true }));
    if (picked.change !== undefined) await decide(services, picked.change);
    else picked.retry?.();
    return undefined;
  },
});

interface PendingItem extends vscode.QuickPickItem {
  readonly change?: PendingChange;
  readonly retry?: () => void;
}

/** Decisions come first, then each outage as one row, with the changes waiting for its end below. */
function rowsOf(changes: readonly PendingChange[]): PendingItem[] {
  const { l10n } = vscode;
  const outages = new Map<PendingChange['session'], PendingChange[]>();
  const decided = changes.filter(({ entry }) => needsDecision(entry));
  const others: PendingChange[] = [];
  for (const change of changes) {
    const { entry, session } = change;
    if (needsDecision(change.entry)) continue;
    const isHeldUp = session !== undefined && entry.state === 'waiting' && outageOf(session.outbox) !== undefined;
    if (isHeldUp) outages.set(session, [...(outages.get(session) ?? []), change]);
    else others.push(change);
  }
  const groups = [...outages].map(([session, held]): PendingItem[] => {
    if (session === undefined) return [];
    const { connection, outbox } = session;
    const count = held.length === 1 ? l10n.t('1 change') : l10n.t('{0} changes', held.length);
    const retry = (): void => held.forEach(({ entry }) => void outbox.retry(entry.id));
    const row = { label: outageOf(outbox) ?? '', description: `${count} · ${connection.label}` };
    return [
      { ...row, detail: l10n.t('Select to retry now.'), iconPath: new vscode.ThemeIcon('debug-disconnect'), retry },
      ...held.map((change) => rowOf(change, '')),
    ];
  });
  return [...[...decided, ...others].map((change) => rowOf(change, stateOf(change.entry))), ...groups.flat()];
}

function rowOf(change: PendingChange, state: string): PendingItem {
  const { l10n } = vscode;
  const { entry, here, unclearOwner } = change;
  const window = unclearOwner === null ? l10n.t('in another window') : l10n.t('in a window that may be gone');
  const place = here ? state : [state, window].filter(Boolean).join(' · ');
  const icon = needsDecision(change.entry) ? 'warning' : entry.state === 'looking' ? 'search' : 'cloud-upload';
  return {
    label: nameOf(entry),
    description: place,
    detail: excerpt(printable(wordsOf(entry)), 160),
    iconPath: new vscode.ThemeIcon(icon),
    change,
  };
}
