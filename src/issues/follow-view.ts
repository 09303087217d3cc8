import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import { forDisplay } from '../editor/privacy.ts';
import { capitalized } from '../editor/words/format.ts';
import type { Services } from '../editor/services.ts';
import { BackgroundRefresh, shortestInterval } from '../triage/sessions/background-refresh.ts';
import { systemClock } from '../triage/clock.ts';
import { type Listed, listedBy } from '../triage/issues/queries.ts';
import { queryNames } from './query-names.ts';
import type { Session } from '../triage/sessions/session.ts';
import { filterWords } from './filter-words.ts';
import { findingOf } from './finding.ts';
import { IssueNode } from './nodes/issue-node.ts';
import { QueryNode } from './nodes/query-node.ts';
import { refreshInterval } from './refresh-interval.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import type { IssuesTree } from './tree.ts';

/**
 * What the view does beside its rows: it names what is listed, counts what is unread, marks issues
 * as viewed that a person opens, and refreshes while it can be seen.
 */
export function followView(view: vscode.TreeView<TreeNode>, tree: IssuesTree, services: Services): vscode.Disposable {
  const listedKey = new ContextKey<Listed>('callTriage.listed');
  const noAlertsKey = new ContextKey<boolean>('callTriage.noAlerts');
  const unreadKey = new ContextKey<boolean>('callTriage.unread');
  const describe = (): void => {
    const { session } = tree;
    const words =
      session === undefined ? '' : forDisplay(filterWords(session.issues.finding.query, queryNames(session)));
    const listed = session === undefined ? 'open' : listedBy(session.issues.finding.query);
    const unread = session?.issues.unread.length ?? 0;
    const others = services.openSessions().filter((one) => one !== session);
    listedKey.set(listed);
    unreadKey.set(unread > 0);
    noAlertsKey.set(session?.support.has('alerts') === false);
    // A view with a message shows no welcome: with nothing found, the welcome explains and the title names the filters.
    view.message = listed === 'filtered' && !tree.isEmpty ? vscode.l10n.t('Filtered: {0}', words) : '';
    const { l10n } = vscode;
    const names = {
      open: capitalized(l10n.t('open')),
      all: l10n.t('All'),
      filtered: tree.isEmpty ? words : l10n.t('Filtered'),
    };
    const isOneOfSeveral = services.connections.read().connections.length > 1;
    const connection = session !== undefined && isOneOfSeveral ? [forDisplay(session.connection.label)] : [];
    view.description = session === undefined ? '' : [...connection, names[listed]].join(' · ');
    showBadge(
      view,
      others.reduce((sum, { issues }) => sum + issues.unread.length, unread),
    );
  };
  let othersAskedAt = -Infinity;
  /** Looks for what is unread on the other connections, for the badge: once per interval, however often it is called. */
  const countOthers = async (): Promise<void> => {
    const now = Date.now();
    if (!isBadgeShown() || now - othersAskedAt < refreshInterval()) return;
    othersAskedAt = now;
    await refreshOthers(services, tree.session);
    describe();
  };
  const refreshing = new BackgroundRefresh({
    clock: systemClock,
    interval: () => intervalOf(tree),
    async refresh() {
      const failed = tree.session?.issues.list.loaded === true ? await tree.session.issues.refreshQuietly() : undefined;
      await countOthers();
      return failed;
    },
  });
  let fast = false;
  const followNorm = (): void => {
    if (isNormWorking(tree) === fast) return;
    fast = !fast;
    // What it waits for now may be a minute away.
    refreshing.stop();
    followVisibility();
  };
  const followVisibility = (): void => {
    if (view.visible) refreshing.start();
    else refreshing.stop();
  };
  const subscriptions = [tree.onDidChange(describe), tree.onDidShow(describe), tree.onDidChange(followNorm)];
  describe();
  followVisibility();
  void countOthers();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(followVisibility),
    view.onDidExpandElement(({ element }) => {
      if (element instanceof IssueNode) void services.session(element.connectionId).issues.view(element.issueId);
    }),
    view.onDidCollapseElement(({ element }) => {
      if (!(element instanceof QueryNode)) return;
      element.close();
      tree.redraw();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('callTriage.badge')) {
        describe();
        void countOthers();
      }
      if (event.affectsConfiguration('callTriage.queries')) tree.redraw();
      if (!event.affectsConfiguration('callTriage.refreshInterval')) return;
      refreshing.stop();
      followVisibility();
    }),
    new vscode.Disposable(() => {
      refreshing.stop();
      for (const subscription of subscriptions) subscription.dispose();
    }),
  );
}

/** Milliseconds between refreshes: as the setting says, and no more than needs be while Norm works on an issue. */
function intervalOf(tree: IssuesTree): number {
  const wanted = refreshInterval();
  return isNormWorking(tree) ? Math.min(wanted, shortestInterval) : wanted;
}

function isNormWorking(tree: IssuesTree): boolean {
  return tree.session?.issues.loaded.some((issue) => issue.is_processing) ?? false;
}

/** Fetches the issues of connections that have a key and are not the active one. The sandbox has nobody who writes. */
async function refreshOthers(services: Services, active: Session | undefined): Promise<void> {
  for (const { id, kind } of services.connections.read().connections) {
    if (id === active?.connection.id || kind === 'sandbox') continue;
    if (!(await services.connections.hasKey(id).catch(() => false))) continue;
    const session = services.session(id);
    findingOf(services, session);
    const { issues } = session;
    await (issues.list.loaded ? issues.refreshQuietly() : issues.list.load());
  }
}

/** The number of loaded issues with something unread, on the view's icon. Off unless the user wants it. */
function showBadge(view: vscode.TreeView<TreeNode>, unread: number): void {
  const value = isBadgeShown() ? unread : 0;
  if ((view.badge?.value ?? 0) === value) return;
  const tooltip = vscode.l10n.t('{0} unread among loaded issues', value);
  view.badge = value === 0 ? undefined : { value, tooltip };
}

function isBadgeShown(): boolean {
  return vscode.workspace.getConfiguration('callTriage').get<unknown>('badge') === true;
}
