import { onTestFinished } from 'vitest';
import { bytesIn } from '../../../../../src/api/bytes.ts';
import { NotFoundError } from '../../../../../src/api/errors.ts';
import { createBlandApi } from '../../../../../src/api/index.ts';
import { createSandboxApi } from '../../../../../src/api/sandbox.ts';
import { createUndiciTransport } from '../../../../../src/api/undici-transport.ts';
import { type SandboxOptions, startSandbox } from '../../../../../src/sandbox/index.ts';
import type { CallFile } from '../../../../../src/triage/calls/importing/call-file.ts';
import { importCalls, type ImportOptions } from '../../../../../src/triage/calls/importing/import-calls.ts';

/** A file of a test; text, bytes, or a value that is written as JSON. */
export function file(name: string, content: unknown, audioBeside: readonly CallFile[] = []): CallFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const bytes = content instanceof Uint8Array ? content : Buffer.from(text);
  return { name, uri: `file:///${name}`, isChosen: true, ...bytesIn(bytes), audioBeside: async () => audioBeside };
}

/** A sandbox of its own, and its clients over real HTTP. */
export async function startImporting(options: SandboxOptions = {}) {
  const running = await startSandbox(options);
  const { origin, key } = running;
  const transport = createUndiciTransport();
  const clientOptions = { baseUrl: new URL(origin), key: async () => key, transport };
  const sandbox = createSandboxApi(clientOptions);
  const api = createBlandApi(clientOptions);
  onTestFinished(async () => {
    await transport.close();
    await running.close();
  });
  const hasCall = async (callId: string): Promise<boolean> => {
    try {
      await api.calls.details(callId);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  };
  return {
    api,
    sandbox,
    origin,
    key,
    run: (files: readonly CallFile[], more: Partial<ImportOptions> = {}) =>
      importCalls(sandbox, files, { signal: new AbortController().signal, hasCall, ...more }),
  };
}
