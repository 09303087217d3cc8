import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { fileBytes } from '../../src/api/file-bytes.ts';
import { createSandboxApi, type ImportResult, type SandboxApi } from '../../src/api/sandbox.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { SandboxThread } from '../../src/sandbox/thread-client.ts';
import type { CallFile } from '../../src/triage/calls/importing/call-file.ts';
import { importCalls } from '../../src/triage/calls/importing/import-calls.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, growth, timed } from './measure.ts';

const megabyte = 1024 * 1024;
const fileMegabytes = 200;
const rounds = 3;

/** Writes a file of JSON lines, a call of 30 messages on each, about 5 KB. */
async function writeLines(file: string): Promise<void> {
  const stream = createWriteStream(file);
  for (let written = 0, call = 0; written < fileMegabytes * megabyte; call += 1) {
    const transcripts = Array.from({ length: 30 }, (_, row) => ({
      id: call * 100 + row,
      user: row % 2 === 0 ? 'assistant' : 'user',
      text: `Message ${row} of call ${call}, about an order that was not delivered – “again”.`,
      created_at: new Date(1_770_000_000_000 + row * 3000).toISOString(),
    }));
    const line = `${JSON.stringify({ call_id: `call-${call}`, completed: true, summary: `Call ${call}.`, transcripts })}\n`;
    written += Buffer.byteLength(line);
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

async function asCallFile(file: string): Promise<CallFile> {
  const bytes = await fileBytes(file);
  const { size } = bytes;
  return {
    name: 'calls.jsonl',
    uri: file,
    isChosen: true,
    size,
    open: () => bytes.open(),
    audioBeside: async () => [],
  };
}

/** Takes what would be sent, and keeps nothing of it. */
const nowhere: Pick<SandboxApi, 'importCalls'> = {
  async importCalls(items): Promise<ImportResult> {
    for await (const _ of items);
    return { imported: [], rejected: [], issue_id: null, triage_id: null, unmatched_flags: [] };
  },
};

const importTo = async (sandbox: Pick<SandboxApi, 'importCalls'>, file: string): Promise<void> => {
  const signal = new AbortController().signal;
  await importCalls(sandbox, [await asCallFile(file)], { signal, hasCall: async () => false });
};

async function parseLines(file: string): Promise<void> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) JSON.parse(line);
}

/** Imports into a sandbox of its own, whose thread is built as it ships. */
async function importToSandbox(directory: string, file: string): Promise<number> {
  const script = path.resolve('.vscode-test', 'programs', 'src', 'sandbox', 'thread.cjs');
  await build({
    entryPoints: ['src/sandbox/thread.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const thread = new SandboxThread({ script, directory });
  const { origin, key } = await thread.endpoint();
  const transport = createUndiciTransport();
  const sandbox = createSandboxApi({ baseUrl: new URL(origin), key: async () => key, transport });
  const time = await timed(() => importTo(sandbox, file));
  await transport.close();
  await thread.close();
  return time;
}

/** JSON lines of 200 MB, read as an import reads them, and imported. */
export const import200mb: Bench = {
  name: 'import-200mb',
  run: () =>
    inDirectory(async (directory) => {
      const file = path.join(directory, 'calls.jsonl');
      await writeLines(file);
      const what = '`readline` and `JSON.parse`';
      const read = await byTurns(
        rounds,
        () => timed(() => importTo(nowhere, file)),
        () => timed(() => parseLines(file)),
      );
      const memory = await byTurns(
        1,
        () => growth(() => importTo(nowhere, file)),
        () => growth(() => parseLines(file)),
      );
      const stored = await importToSandbox(path.join(directory, 'sandbox'), file);
      return [
        {
          what: '200 MB of JSON lines → calls',
          ours: read.ours,
          alternative: { what, median: read.alternative.median },
        },
        {
          what: 'growth of memory meanwhile, at most',
          unit: 'MB',
          ours: memory.ours,
          alternative: { what, median: memory.alternative.median },
        },
        {
          what: '200 MB of JSON lines → in the sandbox’s database',
          ours: { median: stored, p95: null },
          alternative: { what, median: read.alternative.median },
        },
      ];
    }),
};
