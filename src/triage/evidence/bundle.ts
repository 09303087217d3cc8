import type { Role } from '../../shared/transcript.ts';

/**
 * Everything that shows what went wrong, as plain data: what is exported as JSON is exactly this. Ids and times are the
 * service's; times are ISO 8601. A change that takes something away or gives it another meaning raises `version`.
 */
export interface Evidence {
  readonly format: 'call-triage/evidence';
  readonly version: 1;
  readonly exportedAt: string;
  /** The connection it was read by, as its owner calls it. */
  readonly connection: string;
  /** Phone numbers, e-mail addresses and card-like digits are dots. */
  readonly masked: boolean;
  /** Null when a call was exported by itself. */
  readonly issue: EvidenceIssue | null;
  readonly calls: readonly EvidenceCall[];
  readonly flags: readonly EvidenceFlag[];
  /** Oldest first. */
  readonly comments: readonly EvidenceComment[];
  readonly resources: readonly EvidenceResource[];
  /** Parts that could not be read. */
  readonly missing: readonly MissingEvidence[];
}

export interface Person {
  readonly id: string;
  /** Null when the members are not known. */
  readonly name: string | null;
}

export interface EvidenceIssue {
  readonly id: string;
  /** `T-1042` */
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly status: string;
  readonly severity: string;
  readonly category: string;
  readonly source: string;
  readonly owner: Person | null;
  readonly assignee: Person | null;
  readonly createdAt: string | null;
  readonly lastActivityAt: string | null;
}

export interface EvidenceCall {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly inbound: boolean | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly durationSeconds: number | null;
  /** False while it runs: messages may still be added. */
  readonly completed: boolean | null;
  readonly status: string | null;
  readonly errorMessage: string | null;
  readonly answeredBy: string | null;
  /** `ASSISTANT` or `USER`. */
  readonly endedBy: string | null;
  readonly transferredTo: string | null;
  readonly summary: string | null;
  readonly pathwayId: string | null;
  readonly pathwayVersion: string | number | null;
  readonly personaId: string | null;
  readonly variables: unknown;
  /** The file with its recording, beside the bundle; null when it was not asked for or could not be had. */
  readonly recording: string | null;
  /** In the order of the conversation. */
  readonly messages: readonly EvidenceMessage[];
}

interface EvidenceMessage {
  /** Position in the API's `transcripts[]`, counting every row, from zero; not the position in this list. */
  readonly index: number;
  readonly role: Role;
  /** The API's own word for who speaks. */
  readonly user: string | null;
  /** Since the call began. */
  readonly seconds: number | null;
  readonly createdAt: string | null;
  /** Verbatim, unless masked. */
  readonly text: string | null;
}

export interface EvidenceFlag {
  readonly id: string;
  readonly callId: string;
  /** As in `EvidenceMessage.index`; null for a flag on the whole call. */
  readonly messageIndex: number | null;
  /** The message's text when it was flagged. */
  readonly messageText: string | null;
  readonly type: string;
  readonly note: string;
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  readonly author: Person | null;
  readonly createdAt: string | null;
  /** `pending`: recorded on this machine, and not yet with the service. */
  readonly state: 'stored' | 'pending';
}

interface EvidenceComment {
  readonly id: string;
  readonly createdAt: string | null;
  /** `user`, `agent` or `system`. */
  readonly authorKind: string;
  readonly author: string;
  readonly text: string;
}

interface EvidenceResource {
  /** Of the link between issue and resource. */
  readonly id: string;
  /** `call`, `sms_conversation` or `file`. */
  readonly type: string;
  readonly resourceId: string;
  readonly title: string;
  readonly available: boolean;
  readonly attachedAt: string | null;
}

export interface MissingEvidence {
  readonly what: 'call' | 'message' | 'flags' | 'comments' | 'resources' | 'recording';
  /** Of the call, or the item that could not be read; null when it is a whole list or a part of one. */
  readonly id: string | null;
  /** In words. */
  readonly reason: string;
}
