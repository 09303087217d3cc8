import * as z from 'zod/mini';
import { readFlat } from './bland/envelope.ts';
import type { RequestOptions } from './bland/request-options.ts';
import { type ClientOptions, createClient } from './client.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const maybeText = z.nullable(z.string());
const importSchema = z.object({
  imported: z.array(z.object({ name: z.string(), call_id: z.string(), title: z.string(), replaced: z.boolean() })),
  rejected: z.array(z.object({ name: z.string(), reason: z.string() })),
  issue_id: maybeText,
  triage_id: maybeText,
  unmatched_flags: z.array(
    z.object({
      id: z.string(),
      issue_id: z.string(),
      call_id: z.string(),
      type: z.string(),
      message_index: z.nullable(z.number()),
      message_text: maybeText,
    }),
  ),
});

/** The imported calls, and the rejected items with the reason as a sentence. */
export type ImportResult = Readonly<z.output<typeof importSchema>>;

const countsSchema = z.object({ calls: z.number(), issues: z.number() });
const healthSchema = z.object({ samples: z.enum(['none', 'untouched', 'changed']) });

/** An item of an import, as POST /sandbox/import takes it. Those of an export are sent as they are. */
export type SandboxItem =
  | { readonly name: string; readonly content: { readonly details: JsonObject; readonly corrected: unknown } }
  /** Fields of a call that is in the same import or in the sandbox; `fills`: those that the call has stay. */
  | {
      readonly name: string;
      readonly addition: {
        readonly call_id: string;
        readonly details: JsonObject;
        readonly corrected: unknown;
        readonly fills: boolean;
      };
    }
  | { readonly name: string; readonly conversation: { readonly id: string; readonly details: JsonObject } }
  | {
      readonly bytes: { readonly of: 'recording'; readonly id: string; readonly type: string; readonly base64: string };
    };

/** Operations that only the sandbox has. */
export interface SandboxApi {
  /**
   * POST /sandbox/import: adds calls, attached to the issue *Imported calls*. When it is cancelled or fails, nothing of it
   * remains.
   *
   * @param items JSON of a `SandboxItem` or of an item of an export, one each, read as they are sent
   */
  importCalls(items: AsyncIterable<string>, options?: RequestOptions): Promise<ImportResult>;
  /** GET /sandbox/export: everything, as a JSON document that `importCalls` restores. */
  exportAll(receive: (piece: Uint8Array) => Promise<void>, options?: RequestOptions): Promise<void>;
  /** DELETE /sandbox/samples: removes the sample data, and answers how much is left. */
  removeSamples(options?: RequestOptions): Promise<{ readonly calls: number; readonly issues: number }>;
  /** GET /sandbox/health: true when somebody has worked with the sample data. */
  hasChangedSamples(options?: RequestOptions): Promise<boolean>;
}

/** The time for one import or export: only standing still ends it. Milliseconds. */
const longestMs = 12 * 60 * 60_000;

export function createSandboxApi(options: ClientOptions): SandboxApi {
  const client = createClient(options);
  return {
    async importCalls(items, { signal } = {}) {
      const stream = { open: () => documentOf(items) };
      const timeouts = { totalMs: longestMs };
      const request = {
        method: 'POST',
        path: '/sandbox/import',
        stream,
        signal,
        timeouts,
        maxBytes: Infinity,
      } as const;
      return readFlat(await client.request(request), importSchema);
    },
    async exportAll(receive, { signal } = {}) {
      const timeouts = { totalMs: longestMs };
      const request = { method: 'GET', path: '/sandbox/export', once: true } as const;
      await client.bytes({ ...request, receive, signal, timeouts, maxBytes: Infinity });
    },
    async removeSamples({ signal } = {}) {
      return readFlat(await client.request({ method: 'DELETE', path: '/sandbox/samples', signal }), countsSchema);
    },
    async hasChangedSamples({ signal } = {}) {
      const answer = await client.request({ method: 'GET', path: '/sandbox/health', signal });
      return readFlat(answer, healthSchema).samples === 'changed';
    },
  };
}

async function* documentOf(items: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let separator = '{"items":[';
  for await (const item of items) {
    yield Buffer.from(separator + item);
    separator = ',';
  }
  yield Buffer.from(separator === ',' ? ']}' : '{"items":[]}');
}
