import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import { forDisplay } from '../editor/privacy.ts';
import { personWords } from '../editor/words/people.ts';
import type { Services } from '../editor/services.ts';
import { BackgroundRefresh, shortestInterval } from '../triage/sessions/background-refresh.ts';
import { systemClock } from '../triage/clock.ts';
import { type Listed, listedBy } from '../triage/issues/queries.ts';
import { filterWords } from './filter-words.ts';
import { IssueNode } from './nodes/issue-node.ts';
import { QueryNode } from './nodes/query-node.ts';
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
      session === undefined ? '' : forDisplay(filterWords(session.issues.finding.query, personWords(session)));
    const listed = session === undefined ? 'open' : listedBy(session.issues.finding.query);
    const unread = session?.issues.unread.length ?? 0;
    listedKey.set(listed);
    unreadKey.set(unread > 0);
    noAlertsKey.set(session?.support.has('alerts') === false);
    // A view with a message shows no welcome: with nothing found, the welcome explains and the title names the filters.
    view.message = listed === 'filtered' && !tree.isEmpty ? vscode.l10n.t('Filtered: {0}', words) : '';
    const { l10n } = vscode;
    const names = { open: l10n.t('Open'), all: l10n.t('All'), filtered: tree.isEmpty ? words : l10n.t('Filtered') };
    view.description = session === undefined ? '' : names[listed];
    showBadge(view, unread);
  };
  const refreshing = new BackgroundRefresh({
    clock: systemClock,
    interval: () => intervalOf(tree),
    refresh: async () => (tree.session?.issues.list.loaded === true ? tree.session.issues.refreshQuietly() : undefined),
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
      if (event.affectsConfiguration('callTriage.badge')) describe();
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
  const wanted = 1000 * Math.max(0, setting('refreshInterval', 60));
  return isNormWorking(tree) ? Math.min(wanted, shortestInterval) : wanted;
}

function isNormWorking(tree: IssuesTree): boolean {
  return tree.session?.issues.loaded.some((issue) => issue.is_processing) ?? false;
}

/** The number of loaded issues with something unread, on the view's icon. Off unless the user wants it. */
function showBadge(view: vscode.TreeView<TreeNode>, unread: number): void {
  const value = setting('badge', false) ? unread : 0;
  if ((view.badge?.value ?? 0) === value) return;
  const tooltip = vscode.l10n.t('{0} unread among loaded issues', value);
  view.badge = value === 0 ? undefined : { value, tooltip };
}

function setting<T extends number | boolean>(name: 'refreshInterval' | 'badge', fallback: T): T {
  const value = vscode.workspace.getConfiguration('callTriage').get<unknown>(name);
  return typeof value === typeof fallback ? (value as T) : fallback;
}
