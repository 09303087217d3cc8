import { durationOf, type Transcript } from '../transcript/transcript.ts';
import type { EvidenceCall } from './bundle.ts';
import { isoTime } from '../../shared/time.ts';
import { startTimeOf } from '../calls/facts.ts';

/** A call as evidence: its facts, and its messages in the order of the conversation, each with its raw index. */
export function callOf({ callId, details, rows }: Transcript): EvidenceCall {
  return {
    id: callId,
    from: details.from,
    to: details.to,
    inbound: details.inbound,
    startedAt: startTimeOf(details),
    endedAt: isoTime(details.end_at),
    durationSeconds: durationOf(details),
    completed: details.completed,
    status: details.status,
    errorMessage: details.error_message,
    answeredBy: details.answered_by,
    endedBy: details.call_ended_by,
    transferredTo: details.transferred_to,
    summary: details.summary,
    pathwayId: details.pathway_id,
    pathwayVersion: details.pathway_version,
    personaId: details.persona_id,
    variables: details.variables,
    recording: null,
    messages: rows.map(({ index, role, seconds, clock }) => ({
      index,
      role,
      seconds,
      user: details.transcripts[index]?.user ?? null,
      createdAt: clock,
      text: details.transcripts[index]?.text ?? null,
    })),
  };
}
