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
import { FreeNumbersNode } from './nodes/free-numbers-node.ts';
import { NumberNode } from './nodes/number-node.ts';
import { PersonaNode } from './nodes/persona-node.ts';

interface Dragged {
  readonly connectionId: string;
  readonly numbers: readonly { readonly number: string; readonly personaId: string | null }[];
}

export function dragNumbers(rows: readonly TreeNode[], transfer: vscode.DataTransfer): void {
  const nodes = rows.filter((row) => row instanceof NumberNode);
  const [first] = nodes;
  if (first === undefined) return;
  const numbers = nodes.map(({ number, personaId = null }) => ({ number, personaId }));
  const dragged: Dragged = { connectionId: first.connectionId, numbers };
  transfer.set(numbersMime, new vscode.DataTransferItem(JSON.stringify(dragged)));
}

/** Attaches numbers dropped on a persona or a row below it; detaches those dropped on *Numbers without a Persona*. */
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
    if (row instanceof PersonaNode && row.connectionId === dragged.connectionId) {
      const numbers = dragged.numbers.map(({ number }) => number);
      await attachAndReport(services, session, { personaId: row.personaId, numbers, move: false }, uiCall);
    } else if (row instanceof FreeNumbersNode && row.connectionId === dragged.connectionId) {
      const personaIds = new Set(dragged.numbers.flatMap(({ personaId }) => personaId ?? []));
      for (const personaId of personaIds) {
        const own = dragged.numbers.filter((one) => one.personaId === personaId).map(({ number }) => number);
        await detachAndReport(services, session, personaId, own, uiCall);
      }
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

function isNumber(value: unknown): value is Dragged['numbers'][number] {
  if (typeof value !== 'object' || value === null) return false;
  const personaId: unknown = Reflect.get(value, 'personaId');
  return typeof Reflect.get(value, 'number') === 'string' && (personaId === null || typeof personaId === 'string');
}
