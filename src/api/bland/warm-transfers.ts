import * as z from 'zod/mini';
import { isObject } from './envelope.ts';
import * as read from './lenient.ts';

const transferSchema = z.object({
  /** `STARTED`, `TIMED_OUT`, `CANCELLED`, `MERGED`, `NO_ANSWER`; others are kept. */
  state: read.text,
  /** The calls to those who were to take over. */
  proxy_agent_calls: read.listOf(z.object({ state: read.text, phone_number: read.textOrNumber }), 50),
});
export type WarmTransfer = z.output<typeof transferSchema>;

const transfers = read.listOf(transferSchema, 50);

/** Reads the warm transfers of a call: one object or a list, by either of the names that versions of the service have. */
export function readWarmTransfers(...values: readonly unknown[]): WarmTransfer[] {
  return transfers.parse(values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter(isObject));
}
