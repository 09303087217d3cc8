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
 * undici brings its parser twice, with SIMD and without, and takes the second where the first does not run. Every editor
 * that is supported runs the first.
 * @type {import('esbuild').Plugin}
 */
const oneParser = {
  name: 'one parser',
  setup(build) {
    build.onResolve({ filter: /llhttp\/llhttp-wasm\.js$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.join(resolveDir, wanted.replace('llhttp-wasm.js', 'llhttp_simd-wasm.js')),
    }));
  },
};

/**
 * The extension host's side: small entry, everything else in chunks that load on first use.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const host = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', 'sandbox-server': 'src/sandbox/main.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  plugins: [oneParser],
  banner: { js: requireBanner },
};

/**
 * The browser's side.
 * @satisfies {import('esbuild').BuildOptions}
 */
const webview = {
  ...shared,
  entryPoints: { transcript: 'media/transcript/main.ts' },
  outdir: 'dist/webview',
  format: 'iife',
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
    .filter(([file]) => file.endsWith('.js'))
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
 * @param {import('esbuild').Metafile} hostMeta
 * @param {import('esbuild').Metafile} webviewMeta
 */
function budgets(hostMeta, webviewMeta) {
  const hostFiles = scripts(hostMeta).filter(({ file }) => file !== 'sandbox-server.js');
  const sum = (/** @type {Size[]} */ files) => files.reduce((total, { bytes }) => total + bytes, 0);
  return [
    { what: 'activation', bytes: sum(loadedWith(hostMeta, 'dist/extension.js')), limit: 30 * kilobyte },
    { what: 'all host code', bytes: sum(hostFiles), limit: 700 * kilobyte },
    { what: 'transcript page', bytes: sum(scripts(webviewMeta)), limit: 60 * kilobyte },
  ];
}

async function build() {
  if (!watch) await rm('dist', { recursive: true, force: true });
  const builds = await Promise.all([context(host), context(webview)]);
  if (watch) {
    await Promise.all(builds.map((one) => one.watch()));
    return;
  }
  const results = await Promise.all(builds.map((one) => one.rebuild()));
  const [hostMeta, webviewMeta] = results.map(({ metafile }) => metafile);
  if (hostMeta === undefined || webviewMeta === undefined) throw new Error('esbuild made no metafile');
  await Promise.all(builds.map((one) => one.dispose()));
  await writeFile('dist/meta.json', JSON.stringify({ host: hostMeta, webview: webviewMeta }));
  let over = false;
  for (const { what, bytes, limit } of budgets(hostMeta, webviewMeta)) {
    const verdict = bytes <= limit ? 'within' : 'OVER';
    over ||= bytes > limit;
    console.log(`${what}: ${(bytes / kilobyte).toFixed(1)} KB, ${verdict} its ${limit / kilobyte} KB`);
  }
  if (over) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
