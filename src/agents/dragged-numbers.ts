import * as vscode from 'vscode';
import { isCancelled } from '../editor/errors/cancelled.ts';
import { reportError } from '../editor/notices.ts';
import { readDrag } from '../editor/trees/read-drag.ts';
import { uiCall } from '../editor/call.ts';
import type { Services } from '../editor/services.ts';
import type { TreeNode } from '../editor/trees/node.ts';
import { attachAndReport } from './attach-and-report.ts';
import { detachAndReport } from './detach-and-report.ts';
import { numbersMime } from './drag-type.ts';
import { AgentNode } from './nodes/agent-node.ts';
import { NumberGroupNode } from './nodes/number-group-node.ts';
import { NumberNode } from './nodes/number-node.ts';
import { PersonaNode } from './nodes/persona-node.ts';
import type { NumberTarget } from './number-target.ts';

interface Dragged {
  readonly connectionId: string;
  readonly numbers: readonly DraggedNumber[];
}

interface DraggedNumber {
  readonly number: string;
  /** Who answers it; neither for one that nobody does. */
  readonly personaId: string | null;
  readonly agentId: string | null;
}

export function dragNumbers(rows: readonly TreeNode[], transfer: vscode.DataTransfer): void {
  const nodes = rows.filter((row) => row instanceof NumberNode);
  const [first] = nodes;
  if (first === undefined) return;
  const numbers = nodes.map(({ number, personaId = null, agentId = null }) => ({ number, personaId, agentId }));
  const dragged: Dragged = { connectionId: first.connectionId, numbers };
  transfer.set(numbersMime, new vscode.DataTransferItem(JSON.stringify(dragged)));
}

/** Attaches numbers dropped on an agent, a persona or a row below one; detaches those dropped on *Unassigned Numbers*. */
export async function dropNumbers(
  services: Services,
  target: TreeNode | undefined,
  transfer: vscode.DataTransfer,
): Promise<void> {
  const dragged = await readDrag(transfer, numbersMime, readDragged);
  const row = target instanceof NumberNode ? target.parent : target;
  if (dragged === undefined) return;
  try {
    const session = services.session(dragged.connectionId);
    if ((row instanceof AgentNode || row instanceof PersonaNode) && row.connectionId === dragged.connectionId) {
      const numbers = dragged.numbers.map(({ number }) => number);
      const to = row instanceof AgentNode ? { agentId: row.agentId } : { personaId: row.personaId };
      await attachAndReport(services, session, { target: to, numbers, move: false }, uiCall);
    } else if (row instanceof NumberGroupNode && row.isUnassigned && row.connectionId === dragged.connectionId) {
      const byAgent = Map.groupBy(dragged.numbers, ({ agentId }) => agentId);
      const byPersona = Map.groupBy(byAgent.get(null) ?? [], ({ personaId }) => personaId);
      const detach = async (from: NumberTarget, own: readonly DraggedNumber[]): Promise<void> => {
        const numbers = own.map(({ number }) => number);
        await detachAndReport(services, session, from, numbers, uiCall);
      };
      for (const [agentId, own] of byAgent) if (agentId !== null) await detach({ agentId }, own);
      for (const [personaId, own] of byPersona) if (personaId !== null) await detach({ personaId }, own);
    }
  } catch (error) {
    if (!isCancelled(error)) await reportError(services, error);
  }
}

function readDragged(value: object): Dragged | undefined {
  const connectionId: unknown = Reflect.get(value, 'connectionId');
  const numbers: unknown = Reflect.get(value, 'numbers');
  if (typeof connectionId !== 'string' || !Array.isArray(numbers)) return undefined;
  return numbers.length > 0 && numbers.every(isNumber) ? { connectionId, numbers } : undefined;
}

function isNumber(value: unknown): value is DraggedNumber {
  if (typeof value !== 'object' || value === null) return false;
  const isId = (name: string): boolean => {
    const id: unknown = Reflect.get(value, name);
    return id === null || typeof id === 'string';
  };
  return typeof Reflect.get(value, 'number') === 'string' && isId('personaId') && isId('agentId');
}
