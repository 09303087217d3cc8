import { build } from 'esbuild';
import { pages, transcript } from '../../../esbuild.mjs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The files of the built pages, by name. */
export type Bundle = Record<string, string>;

/**
 * Bundles the pages with the options of esbuild.mjs, into a folder of its own, so that the tests see the sources as they
 * are and not the last build. Contents are base64, to travel to the test workers.
 */
export async function bundlePage(root: string): Promise<Bundle> {
  const outdir = await mkdtemp(path.join(tmpdir(), 'call-triage-page-'));
  try {
    for (const options of [transcript, pages])
      await build({ ...options, absWorkingDir: root, outdir, metafile: false });
    const names = await readdir(outdir);
    const files = await Promise.all(
      names.map(async (name) => [name, await readFile(path.join(outdir, name), 'base64')] as const),
    );
    return Object.fromEntries(files);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}
