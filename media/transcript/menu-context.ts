import type { FlagMark, TranscriptHeader } from '../../src/shared/transcript.ts';

/**
 * Values of `data-vscode-context`. A command of a context menu gets those of the element under the pointer and of its
 * ancestors, merged; the inner one wins.
 */

/** Of the whole page: without the editor's own cut, copy and paste entries. */
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

/** Of a flag type in the composer. */
export function flagTypeContext(type: string): string {
  return JSON.stringify({ webviewSection: 'flagType', type, preventDefaultContextMenuItems: true });
}

/** Of text fields, with the editor's own cut, copy and paste entries. */
export function fieldContext(): string {
  return JSON.stringify({ webviewSection: 'composer', preventDefaultContextMenuItems: false });
}
