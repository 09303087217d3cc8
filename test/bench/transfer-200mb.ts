import { createReadStream, createWriteStream } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Agent, request, stream } from 'undici';
import { fileBytes } from '../../src/api/file-bytes.ts';
import { createObjectStorage } from '../../src/api/talkdesk/object-storage.ts';
import { createUndiciTransport } from '../../src/api/undici-transport.ts';
import { saveFile } from '../../src/triage/save-file.ts';
import { inDirectory } from './directory.ts';
import { type Bench, byTurns, growth, type Row, timed } from './measure.ts';
import { startService } from './start-service.ts';

const size = 200 * 1024 * 1024;
const rounds = 5;
const type = 'application/octet-stream';

/** 200 MB to a storage on loopback and back, file to file. */
export const transfer200mb: Bench = {
  name: 'transfer-200mb',
  run: () =>
    inDirectory(async (directory) => {
      const service = await startService({});
      const url = `${service.origin}/bytes/${size}`;
      const file = path.join(directory, 'large.bin');
      await writeFile(file, '');
      await truncate(file, size);
      const saved = path.join(directory, 'saved.bin');
      const transport = createUndiciTransport();
      const storage = createObjectStorage({ transport });
      const dispatcher = new Agent();

      const upload = async (): Promise<void> => storage.put(url, await fileBytes(file), { type });
      const uploadBare = async (): Promise<void> => {
        const headers = { 'content-type': type, 'content-length': String(size) };
        const { body } = await request(url, { method: 'PUT', headers, body: createReadStream(file), dispatcher });
        await body.dump();
      };
      const download = (): Promise<void> => saveFile(saved, (receive) => storage.get(url, { maxBytes: size, receive }));
      const downloadBare = async (): Promise<void> => {
        await stream(url, { method: 'GET', dispatcher }, () => createWriteStream(saved, { flush: true }));
      };

      const rows: Row[] = [];
      for (const { what, ours, bare, beside } of [
        { what: '200 MB sent', ours: upload, bare: uploadBare, beside: 'undici with a file stream' },
        {
          what: '200 MB received and saved',
          ours: download,
          bare: downloadBare,
          beside: 'undici with a file stream, flushed',
        },
      ]) {
        const times = await byTurns(
          rounds,
          () => timed(ours),
          () => timed(bare),
        );
        const memory = await byTurns(
          2,
          () => growth(ours),
          () => growth(bare),
        );
        rows.push(
          {
            what,
            ours: times.ours,
            alternative: { what: beside, median: times.alternative.median },
            target: { times: 1 / 0.95 },
          },
          {
            what: `${what}: growth of memory, at most`,
            unit: 'MB',
            ours: memory.ours,
            alternative: { what: beside, median: memory.alternative.median },
            target: { times: 1, plus: 32 },
          },
        );
      }
      await transport.close();
      await dispatcher.close();
      await service.stop();
      return rows;
    }),
};
