import type { BlandApi } from '../../../../src/api/index.ts';
import type { OperationName } from '../../../support/contract/index.ts';
import type { PlainReply } from '../../../support/http.ts';
import { issueId } from '../samples.ts';

/** A call of the service, the one request that it makes, and what it gives for an answer. */
export interface Case {
  readonly of: OperationName;
  /** What tells it from others of the same operation. */
  readonly when?: string;
  readonly call: (api: BlandApi) => Promise<unknown>;
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly reply: PlainReply;
  readonly result: unknown;
}

export const triage = `/v1/triage/issues/${issueId}`;
export const gone: PlainReply = { status: 204 };

/** A page as the service's methods give it. */
export function page(items: readonly unknown[], nextCursor: string | null = null) {
  return { items, broken: [], nextCursor };
}
