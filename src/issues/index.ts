import * as vscode from 'vscode';
import { type Load, registerCommands } from '../editor/feature.ts';
import { callsMime } from '../editor/trees/dragged-calls.ts';
import { type RegisteredTree, registerTree } from '../editor/trees/register-tree.ts';
import { registerActivity } from './activity/register.ts';
import type * as Feature from './feature.ts';

/** Registers the view of issues, their documents and commands. */
export function registerIssues(load: Load<typeof Feature>): RegisteredTree & vscode.Disposable {
  const tree = registerTree(
    'callTriage.issues',
    load,
    ({ services, feature }, view) => {
      const model = new feature.IssuesTree(services, view);
      services.context.subscriptions.push(feature.followView(view, model, services), feature.showRowBadges());
      return model;
    },
    {
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: {
        dragMimeTypes: [],
        dropMimeTypes: [callsMime],
        async handleDrop(node, transfer) {
          const { services, feature } = await load();
          await feature.dropOnIssue(services, node, transfer);
        },
      },
    },
  );
  const registered = vscode.Disposable.from(
    tree.view,
    registerActivity(load),
    registerPages(load),
    registerCommands(load, commandNames),
  );
  return { ...tree, dispose: () => registered.dispose() };
}

/** Issue pages and the page of insights, which come back with the window. */
function registerPages(load: Load<typeof Feature>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer('callTriage.issue', {
      async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
        const { services, feature } = await load();
        feature.issuePanelsOf(services).restore(panel, state);
      },
    }),
    vscode.window.registerWebviewPanelSerializer('callTriage.insights', {
      async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
        const { services, feature } = await load();
        feature.insightsPanelsOf(services).restore(panel, state);
      },
    }),
  );
}

const commandNames = [
  'refresh',
  'stopLoading',
  'loadMore',
  'searchIssues',
  'filterIssues',
  'showAllIssues',
  'showOpenIssues',
  'saveQuery',
  'editQueries',
  'removeQuery',
  'markRead',
  'markAllRead',
  'chooseAccount',
  'openIssue',
  'explainUnavailable',
  'sortIssues',
  'groupIssues',
  'attachCall',
  'attachResource',
  'detachResource',
  'createIssue',
  'editIssue',
  'setStatus',
  'setSeverity',
  'setCategory',
  'createCategory',
  'assign',
  'setOwner',
  'deleteIssue',
  'linkIssue',
  'unlinkIssue',
  'bindAlert',
  'unbindAlert',
  'showFlagTypes',
  'showFlags',
  'showInsights',
  'copyInsights',
  'saveInsights',
  'revealIssue',
  'copyId',
  'openInDashboard',
  'addComment',
  'showActivity',
  'askNorm',
  'answerNorm',
  'showAffected',
] as const;
