import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { FlagType } from '../../api/bland/flag-types.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { inform } from '../../editor/notices.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { excerpt, shortMoment } from '../../editor/words/format.ts';
import { flagsOfType, loadFlagsOfAll } from '../../triage/flags/flags-of-type.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { amongIssues, openFlag, pickFlag } from '../pick-flag.ts';

/**
 * Lists the organization's flag types (List Flag Types), and the flags of a type among the loaded issues: the
 * service cannot list others. A script gets the types, or the flags of one.
 */
export default defineCommand({
  args: z.object({ ...connectionTarget, type: z.optional(z.string().check(z.minLength(1))) }),
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    if (!call.fromUi) return args.type === undefined ? typesOf(session) : flagsFor(session, args.type);
    for (;;) {
      const type = await pickType(session);
      if (type === undefined) return undefined;
      const { issues } = session;
      const found = await pickFlag({
        title: vscode.l10n.t('{0}: Flags of Loaded Issues', printable(type.type)),
        find: () => flagsOfType(issues, type.type),
        among: (shown) => amongIssues(shown, type.usage_count, issues.loaded.length, issues.list.hasMore),
        load: (signal, show) => loadFlagsOfAll(issues, signal, show),
        hasBack: true,
      });
      if (found === undefined) continue;
      await openFlag(session.connection.id, found);
      return undefined;
    }
  },
});

async function typesOf({ flagTypes }: Session) {
  await flagTypes.load();
  const types = flagTypes.types.map(({ type, description, usage_count: usageCount, last_used_at: lastUsedAt }) => ({
    type,
    description,
    usageCount,
    lastUsedAt,
  }));
  return { types };
}

/** The command may run before the view is first shown. @throws ServiceError */
async function loadIssues({ list }: Session['issues']): Promise<void> {
  if (!list.loaded) await list.load();
  if (!list.loaded) throw list.error;
}

async function flagsFor({ issues }: Session, type: string) {
  await loadIssues(issues);
  const failure = await loadFlagsOfAll(issues, new AbortController().signal, () => undefined);
  if (failure !== undefined) throw failure;
  const flags = flagsOfType(issues, type).map(({ issue, flag }) => ({
    issueId: issue.id,
    flagId: flag.id,
    callId: flag.call_id,
    messageIndex: flag.message_index,
    note: flag.note,
  }));
  return { type, flags, issues: issues.loaded.length, hasMore: issues.list.hasMore };
}

/** @returns undefined when there are no types. @throws Cancelled */
async function pickType({ flagTypes, issues }: Session): Promise<FlagType | undefined> {
  const { l10n } = vscode;
  await Promise.all([loadIssues(issues), flagTypes.load()]);
  const items = flagTypes.types.map((value) => ({
    label: printable(value.type),
    description: factsOf(value),
    detail: excerpt(printable(value.description), 120),
    value,
  }));
  if (items.length === 0) {
    void inform(l10n.t('No flags yet.'));
    return undefined;
  }
  const placeHolder = l10n.t('Choose a type to see its flags');
  const options = { title: l10n.t('Flag Types'), placeHolder, matchOnDescription: true, matchOnDetail: true };
  return orCancelled(await pickOne(items, options)).value;
}

function factsOf({ usage_count: count, last_used_at: at }: FlagType): string {
  const used = count === 1 ? vscode.l10n.t('1 flag') : vscode.l10n.t('{0} flags', count);
  const last = shortMoment(at);
  return last === '' ? used : `${used} · ${vscode.l10n.t('last used {0}', last)}`;
}
