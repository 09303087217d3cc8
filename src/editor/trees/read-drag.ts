import type * as vscode from 'vscode';

/**
 * What is dragged under a view's own type, if `read` knows it; whoever made it. The editor puts an item of its own under that
 * type, before ours.
 */
export async function readDrag<T>(
  transfer: vscode.DataTransfer,
  wanted: string,
  read: (value: object) => T | undefined,
): Promise<T | undefined> {
  for (const [mime, item] of transfer) {
    const value = mime === wanted ? parse(await item.asString()) : undefined;
    const dragged = typeof value === 'object' && value !== null ? read(value) : undefined;
    if (dragged !== undefined) return dragged;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
