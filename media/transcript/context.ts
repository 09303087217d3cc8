import type { CallHeader, FlagMark } from '../../src/shared/transcript.ts';

/**
 * What the editor hands to a command chosen from a context menu: the merged `data-vscode-context` of the element under
 * the pointer and of everything around it, the inner winning.
 */

/** For the whole page: none of the editor's own cut, copy and paste entries. */
export function pageContext(): string {
  return JSON.stringify({ webviewSection: 'transcript', preventDefaultContextMenuItems: true });
}

function call(header: CallHeader): { callId: string; issueId?: string } {
  const issueId = header.issue?.issueId ?? null;
  return issueId === null ? { callId: header.callId } : { callId: header.callId, issueId };
}

export function messageContext(header: CallHeader, messageIndex: number): string {
  return JSON.stringify({
    webviewSection: 'message',
    messageIndex,
    ...call(header),
    preventDefaultContextMenuItems: true,
  });
}

export function flagContext(header: CallHeader, mark: FlagMark): string {
  return JSON.stringify({
    webviewSection: 'flag',
    flagId: mark.id,
    flagState: mark.state,
    messageIndex: mark.index,
    ...call(header),
    preventDefaultContextMenuItems: true,
  });
}

/** For text fields, where cutting and pasting is what a context menu is for. */
export function fieldContext(): string {
  return JSON.stringify({ webviewSection: 'composer', preventDefaultContextMenuItems: false });
}
