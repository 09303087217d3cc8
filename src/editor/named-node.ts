import type { Session } from '../triage/sessions/session.ts';

/** A node, and the call and issue that name it. */
export interface NamedNode {
  readonly nodeId: string;
  readonly nodeName: string | undefined;
  readonly callId: string | undefined;
  readonly issueId: string | undefined;
  /** Undefined where no connection is needed. */
  readonly session: Session | undefined;
}
