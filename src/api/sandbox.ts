import * as z from 'zod/mini';
import { readFlat } from './bland/envelope.ts';
import type { RequestOptions } from './bland/request-options.ts';
import { type ClientOptions, createClient } from './client.ts';

const importSchema = z.object({
  imported: z.array(z.object({ name: z.string(), call_id: z.string(), title: z.string(), replaced: z.boolean() })),
  rejected: z.array(z.object({ name: z.string(), reason: z.string() })),
  issue_id: z.nullable(z.string()),
  triage_id: z.nullable(z.string()),
});

/** The imported calls, and the rejected files with the reason as a sentence. */
type ImportResult = Readonly<z.output<typeof importSchema>>;

/** Operations that only the sandbox has. */
export interface SandboxApi {
  /** POST /sandbox/import: adds calls, attached to the issue *Imported calls*. The content is parsed JSON. */
  importCalls(
    items: readonly { readonly name: string; readonly content: unknown }[],
    options?: RequestOptions,
  ): Promise<ImportResult>;
}

export function createSandboxApi(options: ClientOptions): SandboxApi {
  const client = createClient(options);
  return {
    async importCalls(items, { signal } = {}) {
      const request = { method: 'POST', path: '/sandbox/import', body: { items }, signal } as const;
      return readFlat(await client.request(request), importSchema);
    },
  };
}
