import type * as vscode from 'vscode';
import { draggedCalls } from '../editor/trees/dragged-calls.ts';
import { reportError } from '../editor/notices.ts';
import { uiCall } from '../editor/call.ts';
import type { Services } from '../editor/services.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { OtherConnectionError } from '../triage/sessions/errors.ts';
import { attachAndReport } from './attach/attach-and-report.ts';

/** Attaches calls that were dropped on an issue, or on a row below one. */
export async function dropOnIssue(
  services: Services,
  node: TreeNode | undefined,
  transfer: vscode.DataTransfer,
): Promise<void> {
  const dragged = await draggedCalls(transfer);
  const issueId: unknown = node === undefined ? undefined : Reflect.get(node, 'issueId');
  const connectionId: unknown = node === undefined ? undefined : Reflect.get(node, 'connectionId');
  if (dragged === undefined || typeof issueId !== 'string' || typeof connectionId !== 'string') return;
  const evidence = dragged.callIds.map((callId) => ({ resourceType: 'call', resourceId: callId }));
  try {
    if (dragged.connectionId !== connectionId) {
      const labelOf = (id: string): string => services.connections.get(id).label;
      throw new OtherConnectionError(labelOf(dragged.connectionId), labelOf(connectionId));
    }
    await attachAndReport(services, services.session(connectionId), issueId, evidence, uiCall);
  } catch (error) {
    await reportError(services, error);
  }
}
