import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { callOf, startCallService } from './call-service.ts';
import { inDirectory } from './directory.ts';
import type { Stall } from './driver.ts';
import { connectionTo, inEditor } from './editor.ts';
import { readableExtension } from './own-extension.ts';
import type { Bench } from './measure.ts';
import { hostProfile } from './profile.ts';

const limitMs = 50;

/** The times without a turn of the extension host's event loop while a person works, each with what ran then. */
export const stalls: Bench = {
  name: 'stalls',
  run: () =>
    inDirectory(async (directory) => {
      const service = await startCallService({ calls: 8, messages: 500 });
      const importFile = path.join(directory, 'calls.jsonl');
      const lines = Array.from({ length: 500 }, (_, at) => JSON.stringify(callOf(`imported-${at}`, 30)));
      await writeFile(importFile, lines.join('\n'));
      const extension = await readableExtension('readable');
      const profile = hostProfile();
      const [longest, ...noticed] = await inEditor(
        { env: connectionTo(service.origin, service.key), extension },
        ({ driver }) =>
          driver.run<readonly Stall[]>({
            do: 'session',
            callIds: service.callIds,
            issueId: service.issueId,
            importFile,
            ...(profile === undefined ? {} : { profile }),
          }),
      );
      await service.close();
      const row = (what: string, ms: number) => ({
        what,
        ours: { median: ms, p95: null },
        alternative: { what: 'the limit', median: limitMs },
        target: { times: 1 },
      });
      return [
        row('scripted session: longest time without a turn of the extension host', longest?.ms ?? 0),
        ...noticed.map(({ ms, cause }) => row(`stall: ${cause}`, ms)),
      ];
    }),
};
