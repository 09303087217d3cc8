import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import type { QueuePlace } from '../triage/review/queue.ts';

/**
 * Opens a call of the queue for the queue's issue, or else for the only loaded one that holds it, and closes the one before
 * it: a queue takes one tab. Then the next call is loaded ahead, and the beginning of its recording.
 *
 * @param leaving the call that was open
 */
export async function openPlace(services: Services, place: QueuePlace, leaving?: string): Promise<QueuePlace> {
  const queue = services.review.current;
  const { connectionId } = queue ?? {};
  const session = services.session(connectionId);
  const { callId } = place;
  const holding = session.issues.holding(callId);
  const issueId = queue?.issueId ?? (holding.length === 1 ? holding[0]?.id : undefined);
  await vscode.commands.executeCommand('callTriage.openTranscript', {
    callId,
    connectionId,
    ...(issueId === undefined ? {} : { issueId }),
  });
  if (leaving !== undefined && leaving !== callId) services.activeTranscript.close(session.connection.id, leaving);
  const ahead = services.review.upcoming;
  if (ahead !== undefined) {
    // What fails here is said when the call is opened.
    void session.transcripts.get(ahead).catch(() => undefined);
    session.recordingAhead.begin(ahead);
  }
  return place;
}
