import * as vscode from 'vscode';
import { readDrag } from './read-drag.ts';

/** The editor's MIME type of rows dragged from the calls view: the view's ID in lower case. */
export const callsMime = 'application/vnd.code.tree.calltriage.calls';

/** Calls on their way from one view to another. */
export interface DraggedCalls {
  readonly connectionId: string;
  readonly callIds: readonly string[];
}

/** Puts the calls among these rows into a drag. All rows of a view are of one connection. */
export function dragCalls(rows: readonly object[], transfer: vscode.DataTransfer): void {
  const calls = rows.filter(isCall);
  const [first] = calls;
  if (first === undefined) return;
  const dragged: DraggedCalls = { connectionId: first.connectionId, callIds: calls.map(({ callId }) => callId) };
  transfer.set(callsMime, new vscode.DataTransferItem(JSON.stringify(dragged)));
}

/** The calls in a drag; undefined when it holds something else, whoever made it. */
export function draggedCalls(transfer: vscode.DataTransfer): Promise<DraggedCalls | undefined> {
  return readDrag(transfer, callsMime, (value) => {
    const connectionId: unknown = Reflect.get(value, 'connectionId');
    const callIds: unknown = Reflect.get(value, 'callIds');
    const good = typeof connectionId === 'string' && Array.isArray(callIds) && callIds.every(isId);
    return good && callIds.length > 0 ? { connectionId, callIds } : undefined;
  });
}

function isCall(row: object): row is { readonly callId: string; readonly connectionId: string } {
  return typeof Reflect.get(row, 'callId') === 'string' && typeof Reflect.get(row, 'connectionId') === 'string';
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
