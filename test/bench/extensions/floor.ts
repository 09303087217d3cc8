// Lists issues, opens a call or an issue and shows rows from memory with nothing around it: what ours cannot be quicker than.
import process from 'node:process';
import * as vscode from 'vscode';

const {
  BLAND_BASE_URL: origin = '',
  BLAND_API_KEY: authorization = '',
  CALL_TRIAGE_BENCH_CALL: callId = '',
  CALL_TRIAGE_BENCH_ISSUE: issueId = '',
} = process.env;

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`${origin}${path}`, { headers: { authorization } });
  return JSON.parse(await response.text()) as T;
}

interface Issues {
  readonly data: { readonly items: readonly { readonly triage_id: string; readonly title: string }[] };
}

const issues: vscode.TreeDataProvider<vscode.TreeItem> = {
  getTreeItem: (item) => item,
  async getChildren() {
    const { data } = await ask<Issues>('/v1/triage/issues?limit=50');
    return data.items.map(({ triage_id: code, title }) => new vscode.TreeItem(`${code}  ${title}`));
  },
};

/** The rows of an issue with 500 calls, each with two flags. */
const evidence = Array.from({ length: 500 }, (_, at) => {
  const item = new vscode.TreeItem(`A call ${at}`, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = new vscode.ThemeIcon('call-incoming');
  return item;
});
const flags = evidence.map(() =>
  [0, 1].map((flag) => {
    const item = new vscode.TreeItem('dead_air');
    item.description = `#${flag}`;
    item.iconPath = new vscode.ThemeIcon('sync');
    return item;
  }),
);

const call = new vscode.TreeItem('Bare call');
call.command = { command: 'benchFloor.open', title: 'Open' };
const issue = new vscode.TreeItem('Bare issue');
issue.command = { command: 'benchFloor.openIssue', title: 'Open' };
const many = Array.from(
  { length: 10 },
  (_, at) => new vscode.TreeItem(`Bare issue ${at}`, vscode.TreeItemCollapsibleState.Collapsed),
);

const calls: vscode.TreeDataProvider<vscode.TreeItem> = {
  getTreeItem: (item) => item,
  getChildren(item) {
    if (item === undefined) return [call, issue, ...many];
    return many.includes(item) ? evidence : flags[evidence.indexOf(item)];
  },
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Opens a webview that shows the messages of a call as text. */
async function open(): Promise<void> {
  const panel = vscode.window.createWebviewPanel('benchFloor', 'Bare call', vscode.ViewColumn.Active);
  const { transcripts } = await ask<{ transcripts: readonly { readonly text: string }[] }>(`/v1/calls/${callId}`);
  panel.webview.html = `<!DOCTYPE html><html><body>${transcripts.map(({ text }) => `<p class="bare">${escaped(text)}</p>`).join('')}</body></html>`;
}

/** Opens a webview that shows an issue as text. */
async function openIssue(): Promise<void> {
  const panel = vscode.window.createWebviewPanel('benchFloor', 'Bare issue', vscode.ViewColumn.Active);
  const { data } = await ask<{ data: { readonly title: string } }>(`/v1/triage/issues/${issueId}`);
  panel.webview.html = `<!DOCTYPE html><html><body><h1>${escaped(data.title)}</h1><p>${escaped(JSON.stringify(data))}</p></body></html>`;
}

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.window.createTreeView('benchFloor.issues', { treeDataProvider: issues }),
    vscode.window.createTreeView('benchFloor.calls', { treeDataProvider: calls }),
    vscode.commands.registerCommand('benchFloor.open', open),
    vscode.commands.registerCommand('benchFloor.openIssue', openIssue),
  );
}
