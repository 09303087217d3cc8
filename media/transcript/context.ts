import type { FlagMark, TranscriptHeader } from '../../src/shared/transcript.ts';

/**
 * What the editor hands to a command chosen from a context menu: the merged `data-vscode-context` of the element under
 * the pointer and of everything around it, the inner winning.
 */

/** For the whole page: none of the editor's own cut, copy and paste entries. */
export function pageContext(): string {
  return JSON.stringify({ webviewSection: 'transcript', preventDefaultContextMenuItems: true });
}

function subject(header: TranscriptHeader): object {
  const issueId = header.issue?.issueId ?? null;
  const id = header.kind === 'call' ? { callId: header.callId } : { conversationId: header.conversationId };
  return issueId === null ? id : { ...id, issueId };
}

export function messageContext(header: TranscriptHeader, messageIndex: number): string {
  return JSON.stringify({
    webviewSection: header.kind === 'call' ? 'message' : 'smsMessage',
    messageIndex,
    ...subject(header),
    preventDefaultContextMenuItems: true,
  });
}

export function flagContext(header: TranscriptHeader, mark: FlagMark): string {
  return JSON.stringify({
    webviewSection: 'flag',
    flagId: mark.id,
    flagState: mark.state,
    messageIndex: mark.index,
    ...subject(header),
    ...(mark.issue === undefined ? {} : { issueId: mark.issue.issueId, otherIssue: true }),
    preventDefaultContextMenuItems: true,
  });
}

/** For a flag type of the composer. */
export function flagTypeContext(type: string): string {
  return JSON.stringify({ webviewSection: 'flagType', type, preventDefaultContextMenuItems: true });
}

/** For text fields, where cutting and pasting is what a context menu is for. */
export function fieldContext(): string {
  return JSON.stringify({ webviewSection: 'composer', preventDefaultContextMenuItems: false });
}
