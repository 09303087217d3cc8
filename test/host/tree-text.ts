// The tree as text, read through what the extension exports: `label  description`, indented, the description after a dot when the row is unread.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export type Tree = vscode.TreeDataProvider<object>;

interface Exports {
  readonly issues: Tree;
  readonly calls: Tree;
  readonly agents: Tree;
  readonly search: Tree;
  readonly view: vscode.TreeView<object>;
}

/** The tree of issues of the extension under test. */
export async function issuesTree(): Promise<Tree> {
  return (await extension()).issues;
}

/** Its tree of calls. */
export async function callsTree(): Promise<Tree> {
  return (await extension()).calls;
}

/** Its tree of personas. */
export async function personasTree(): Promise<Tree> {
  return (await extension()).agents;
}

/** What the extension under test lets others look at. */
export async function extension(): Promise<Exports> {
  const found = vscode.extensions.getExtension<Exports>('call-triage.call-triage');
  assert.ok(found);
  return found.activate();
}

/** The rows below a node (all, when none is given), to a depth. */
export async function treeText(tree: Tree, depth: number, node?: object): Promise<string[]> {
  const children = (await tree.getChildren(node)) ?? [];
  const rows: string[] = [];
  for (const child of children) {
    const item = await tree.getTreeItem(child);
    // Markdown would be parsed for each row at once: a tooltip of it is made when somebody points at the row.
    assert.ok(!(item.tooltip instanceof vscode.MarkdownString), `${labelOf(item)} has its tooltip before anybody asks`);
    const unread = item.resourceUri?.scheme === 'call-triage-unread' ? '● ' : '';
    rows.push(`${labelOf(item)}  ${unread}${String(item.description ?? '')}`.trim());
    if (depth > 1) rows.push(...(await treeText(tree, depth - 1, child)).map((row) => `  ${row}`));
  }
  return rows;
}

/** The tooltip of a row, as the editor asks for it when the pointer rests there; empty when it is no Markdown. */
export async function tooltipOf(tree: Tree, node: object): Promise<string> {
  const { token } = new vscode.CancellationTokenSource();
  const item = await tree.resolveTreeItem?.(await tree.getTreeItem(node), node, token);
  return item?.tooltip instanceof vscode.MarkdownString ? item.tooltip.value : '';
}

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}

/** The row of the list of issues, below the queries; undefined while there is none, and in other trees. */
export async function issueList(tree: Tree): Promise<object | undefined> {
  for (const row of (await tree.getChildren()) ?? []) {
    if ((await tree.getTreeItem(row)).contextValue?.startsWith('list.') === true) return row;
  }
  return undefined;
}

/** The rows of the list of issues, to a depth. */
export async function issueRows(tree: Tree, depth = 1): Promise<string[]> {
  const list = await issueList(tree);
  return list === undefined ? [] : treeText(tree, depth, list);
}

/** The first node, at any depth, whose label begins so; without a node, first of all in the list of issues. */
export async function findNode(tree: Tree, label: string, node?: object, depth = 3): Promise<object> {
  const list = node === undefined ? await issueList(tree) : undefined;
  const listed = list === undefined ? undefined : await search(tree, label, list, depth);
  const found = listed ?? (await search(tree, label, node, depth));
  assert.ok(found, `no row begins with ${label}`);
  return found;
}

async function search(tree: Tree, label: string, node: object | undefined, depth: number): Promise<object | undefined> {
  for (const child of (await tree.getChildren(node)) ?? []) {
    const item = await tree.getTreeItem(child);
    if (labelOf(item).startsWith(label)) return child;
    const below = depth > 1 ? await search(tree, label, child, depth - 1) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}
