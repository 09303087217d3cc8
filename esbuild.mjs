// @ts-check
// Builds the extension into dist/ and holds every build to its size budgets.
//   node esbuild.mjs            one build
//   node esbuild.mjs --watch    builds again on every change
import { context } from 'esbuild';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const watch = process.argv.includes('--watch');
const kilobyte = 1024;

/** undici is CommonJS and asks for Node's modules by `require`, which an ES module does not have. */
const requireBanner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`;

/** @satisfies {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  metafile: true,
  logLevel: 'warning',
};

/**
 * The extension host's side: small entry, everything else in chunks that load on first use.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const host = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  banner: { js: requireBanner },
};

/**
 * The sandbox: the program of its thread, which ships, and the same by itself, for `npm run sandbox`. Apart from the host's
 * code, as it is the other side of the contract, and CommonJS, which every editor's Node runs in a thread.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const sandbox = {
  ...shared,
  entryPoints: { thread: 'src/sandbox/thread.ts', server: 'src/sandbox/main.ts' },
  outdir: 'dist/sandbox',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node22',
};

/**
 * The database's thread, CommonJS as the sandbox's.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const storage = {
  ...shared,
  entryPoints: { worker: 'src/storage/worker.ts' },
  outdir: 'dist/storage',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  platform: 'node',
  target: 'node22',
};

/**
 * The browser's side.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const webview = {
  ...shared,
  entryPoints: { transcript: 'media/transcript/main.ts' },
  outdir: 'dist/webview',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'browser',
  target: 'chrome132',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** @typedef {{ readonly file: string, readonly bytes: number }} Size */

/**
 * A build's JavaScript, per file.
 * @param {import('esbuild').Metafile} metafile
 * @returns {Size[]}
 */
function scripts(metafile) {
  return Object.entries(metafile.outputs)
    .filter(([file]) => /\.c?js$/.test(file))
    .map(([file, output]) => ({ file: path.relative('dist', file), bytes: output.bytes }));
}

/**
 * An output and the chunks that are loaded with it, by static imports.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} output
 * @param {Set<string>} [seen]
 * @returns {Size[]}
 */
function loadedWith(metafile, output, seen = new Set()) {
  const found = metafile.outputs[output];
  if (seen.has(output) || found === undefined) return [];
  seen.add(output);
  const { bytes, imports } = found;
  const chunks = imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return [{ file: output, bytes }, ...chunks.flatMap((chunk) => loadedWith(metafile, chunk.path, seen))];
}

/**
 * What the budgets allow: activation is what every window pays for, the rest is paid once a view is used.
 * @param {{ readonly host: import('esbuild').Metafile, readonly sandbox: import('esbuild').Metafile, readonly storage: import('esbuild').Metafile, readonly webview: import('esbuild').Metafile }} metas
 */
async function budgets(metas) {
  const thread = scripts(metas.sandbox).filter(({ file }) => file.includes('thread'));
  const sum = (/** @type {Size[]} */ files) => files.reduce((total, { bytes }) => total + bytes, 0);
  return [
    { what: 'activation', bytes: sum(loadedWith(metas.host, 'dist/extension.js')), limit: 30 * kilobyte },
    { what: 'all host code', bytes: sum(scripts(metas.host)), limit: 1200 * kilobyte },
    { what: 'sandbox thread', bytes: sum(thread), limit: 250 * kilobyte },
    { what: 'database thread', bytes: sum(scripts(metas.storage)), limit: 16 * kilobyte },
    {
      what: 'transcript page',
      bytes: sum(loadedWith(metas.webview, 'dist/webview/transcript.js')),
      limit: 80 * kilobyte,
    },
    { what: 'with what it loads later', bytes: sum(scripts(metas.webview)), limit: 110 * kilobyte },
  ];
}

async function build() {
  if (!watch) await rm('dist', { recursive: true, force: true });
  const builds = await Promise.all([context(host), context(sandbox), context(storage), context(webview)]);
  if (watch) {
    await Promise.all(builds.map((one) => one.watch()));
    return;
  }
  const results = await Promise.all(builds.map((one) => one.rebuild()));
  const [hostMeta, sandboxMeta, storageMeta, webviewMeta] = results.map(({ metafile }) => metafile);
  if (hostMeta === undefined || sandboxMeta === undefined || storageMeta === undefined || webviewMeta === undefined)
    throw new Error('esbuild made no metafile');
  await Promise.all(builds.map((one) => one.dispose()));
  const metas = { host: hostMeta, sandbox: sandboxMeta, storage: storageMeta, webview: webviewMeta };
  await writeFile('dist/meta.json', JSON.stringify(metas));
  let over = false;
  for (const { what, bytes, limit } of await budgets(metas)) {
    const verdict = bytes <= limit ? 'within' : 'OVER';
    over ||= bytes > limit;
    console.log(`${what}: ${(bytes / kilobyte).toFixed(1)} KB, ${verdict} its ${limit / kilobyte} KB`);
  }
  if (over) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
