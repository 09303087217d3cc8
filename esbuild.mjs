// @ts-check
// Builds the extension into dist/ and holds every build to its size budgets.
//   node esbuild.mjs            one build
//   node esbuild.mjs --watch    builds again on every change
import { context } from 'esbuild';
import { rm, writeFile } from 'node:fs/promises';

const watch = process.argv.includes('--watch');

/** @satisfies {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  metafile: true,
  logLevel: 'warning',
};

/** @satisfies {import('esbuild').BuildOptions} */
const node = { ...shared, platform: 'node', target: 'node22' };

/** Threads are CommonJS, which every editor's Node runs in one. @satisfies {import('esbuild').BuildOptions} */
const thread = { ...node, format: 'cjs', outExtension: { '.js': '.cjs' } };

/** undici is CommonJS and asks for Node's modules by `require`, which an ES module does not have. */
const requireBanner = `import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);`;

/** What activation loads, in one file. It imports the rest by its name in `dist`. @satisfies {import('esbuild').BuildOptions} */
export const entry = {
  ...node,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  format: 'esm',
  external: ['vscode', '*/main.js'],
};

/**
 * The services, a chunk for each feature that loads with its first use, and the MCP server, a program of its own that shares them.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const host = {
  ...node,
  entryPoints: { main: 'src/main.ts', mcp: 'src/mcp.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['vscode'],
  banner: { js: requireBanner },
};

/** The sandbox's thread, and the same as a program for `npm run sandbox`. @satisfies {import('esbuild').BuildOptions} */
export const sandbox = {
  ...thread,
  entryPoints: { thread: 'src/sandbox/thread.ts', server: 'src/sandbox/main.ts' },
  outdir: 'dist/sandbox',
};

/** The database's thread. @satisfies {import('esbuild').BuildOptions} */
export const storage = { ...thread, entryPoints: { worker: 'src/storage/worker.ts' }, outdir: 'dist/storage' };

/** @satisfies {import('esbuild').BuildOptions} */
const page = {
  ...shared,
  outdir: 'dist/webview',
  format: 'esm',
  platform: 'browser',
  target: 'chrome132',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
};

/** The transcript page, and what it loads later. @satisfies {import('esbuild').BuildOptions} */
export const transcript = { ...page, entryPoints: { transcript: 'media/transcript/main.ts' }, splitting: true };

/** Pages of one file each: what they share would load a step later. @satisfies {import('esbuild').BuildOptions} */
export const pages = { ...page, entryPoints: { issue: 'media/issue/main.ts', insights: 'media/insights/main.ts' } };

/** @typedef {import('esbuild').Metafile} Metafile */

const builds = { entry, host, sandbox, storage, transcript, pages };

/** Bytes of a build's scripts, or of those that one of them loads with it. @param {Metafile} metafile @param {string} [first] */
function bytesOf({ outputs }, first) {
  const seen = new Set(first === undefined ? Object.keys(outputs) : [first]);
  for (const file of first === undefined ? [] : seen) {
    for (const { kind, external, path } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) seen.add(path);
  }
  const scripts = [...seen].filter((file) => /\.c?js$/.test(file));
  return scripts.reduce((total, file) => total + (outputs[file]?.bytes ?? 0), 0);
}

/**
 * What each build may have in 1024s: activation is what every window pays for, the rest is paid once a view is used.
 * @param {Readonly<Record<keyof typeof builds, Metafile>>} metas
 * @returns {readonly (readonly [what: string, bytes: number, limit: number])[]}
 */
const budgets = (metas) => [
  ['activation', bytesOf(metas.entry), 30],
  ['all host code, with the MCP server', bytesOf(metas.entry) + bytesOf(metas.host), 1700],
  ['sandbox thread', bytesOf(metas.sandbox, 'dist/sandbox/thread.cjs'), 250],
  ['database thread', bytesOf(metas.storage), 16],
  ['transcript page', bytesOf(metas.transcript, 'dist/webview/transcript.js'), 80],
  ['issue page', bytesOf(metas.pages, 'dist/webview/issue.js'), 70],
  ['insights page', bytesOf(metas.pages, 'dist/webview/insights.js'), 45],
  ['all pages with what they load later', bytesOf(metas.transcript) + bytesOf(metas.pages), 195],
];

async function build() {
  if (!watch) await rm('dist', { recursive: true, force: true });
  const contexts = await Promise.all(
    Object.entries(builds).map(async ([name, options]) => ({ name, of: await context(options) })),
  );
  if (watch) {
    await Promise.all(contexts.map((one) => one.of.watch()));
    return;
  }
  const results = await Promise.all(contexts.map(async ({ name, of }) => [name, (await of.rebuild()).metafile]));
  await Promise.all(contexts.map((one) => one.of.dispose()));
  const metas = Object.fromEntries(results);
  await writeFile('dist/meta.json', JSON.stringify(metas));
  for (const [what, bytes, limit] of budgets(metas)) {
    const isOver = bytes > limit * 1024;
    console.log(`${what}: ${(bytes / 1024).toFixed(1)} KB, ${isOver ? 'OVER' : 'within'} its ${limit} KB`);
    if (isOver) process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) await build();
