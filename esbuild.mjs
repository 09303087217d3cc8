// @ts-check
// Builds the extension into dist/ and holds every build to its size budgets.
//   node esbuild.mjs            one build
//   node esbuild.mjs --watch    builds again on every change
import { context } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
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

const parserName = 'http-parser.wasm';

/**
 * undici carries its parser, a WebAssembly program, as text inside its code, and twice: with SIMD and without. Every editor
 * that is supported runs the first; it ships as the file it is, beside the code that loads it on the first request.
 * @type {import('esbuild').Plugin}
 */
const parserAsFile = {
  name: 'parser as a file',
  setup(build) {
    build.onLoad({ filter: /llhttp[\\/]llhttp(_simd)?-wasm\.js$/ }, async () => {
      /** @type {Buffer} */
      const program = createRequire(import.meta.url)('undici/lib/llhttp/llhttp_simd-wasm.js');
      const { outdir = '.', write } = build.initialOptions;
      if (write !== false) {
        await mkdir(outdir, { recursive: true });
        await writeFile(path.join(outdir, parserName), program);
      }
      return { contents: `module.exports = require('node:fs').readFileSync(require.resolve('../${parserName}'));` };
    });
    build.onResolve({ filter: /http-parser\.wasm$/ }, ({ path: wanted }) => ({ path: wanted, external: true }));
  },
};

/**
 * The parts of undici that no request comes to are left out: HTTP/2, which is off unless it is asked for, and the bodies
 * of `fetch` (forms). They are a sixteenth of all code. Whoever comes to need one is told so by the first request.
 * @type {import('esbuild').Plugin}
 */
const undiciInUse = {
  name: 'undici in use',
  setup(build) {
    const unused = /[\\/]undici[\\/]lib[\\/](dispatcher[\\/]client-h2|web[\\/]fetch[\\/]body)\.js$/;
    build.onLoad({ filter: unused }, ({ path: file }) => ({
      contents: `
        const leftOut = () => { throw new Error('${path.basename(file)} of undici is left out of the build (esbuild.mjs).'); };
        module.exports = Object.assign(leftOut, { extractBody: leftOut });`,
    }));
  },
};

const phoneMetadataName = 'phone-metadata.json';

/**
 * What libphonenumber knows of each country's numbers is data: it ships as the file it is, read when numbers are first typed.
 * @type {import('esbuild').Plugin}
 */
const phoneMetadataAsFile = {
  name: 'phone metadata as a file',
  setup(build) {
    build.onLoad({ filter: /libphonenumber-js[\\/]metadata\.min\.json\.js$/ }, async ({ path: module }) => {
      const { outdir = '.', write } = build.initialOptions;
      if (write !== false) {
        await mkdir(outdir, { recursive: true });
        await copyFile(module.replace(/\.js$/, ''), path.join(outdir, phoneMetadataName));
      }
      const file = `new URL('../${phoneMetadataName}', import.meta.url)`;
      return {
        contents: `import { readFileSync } from 'node:fs';export default JSON.parse(readFileSync(${file}, 'utf8'));`,
      };
    });
  },
};

/**
 * A feature's commands load together: each is small, and a file for each would be imports more than code. In the sources
 * every command is imported by itself; here the features' tables of commands ask for one module that has all of them.
 * @type {import('esbuild').Plugin}
 */
const commandsTogether = {
  name: 'commands together',
  setup(build) {
    const all = 'feature:commands';
    build.onLoad({ filter: /[\\/]src[\\/]\w+[\\/]index\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const one = /import\('\.\/commands\/([\w-]+)\.ts'\)/g;
      return { contents: source.replaceAll(one, `import('${all}').then((all) => all['$1'])`), loader: 'ts' };
    });
    build.onResolve({ filter: new RegExp(`^${all}$`) }, ({ resolveDir }) => ({ path: resolveDir, namespace: all }));
    build.onLoad({ filter: /./, namespace: all }, async ({ path: feature }) => {
      const files = (await readdir(path.join(feature, 'commands'))).map((file) => path.basename(file, '.ts'));
      const contents = files.map((file) => `export * as '${file}' from './commands/${file}.ts';`).join('\n');
      return { contents, resolveDir: feature };
    });
  },
};

/**
 * Leaves `require` to the files that ask for it: split code comes in many small ones.
 * @type {import('esbuild').Plugin}
 */
const requireWhereUsed = {
  name: 'require where used',
  setup(build) {
    build.onEnd(async ({ metafile, outputFiles }) => {
      if (metafile === undefined || outputFiles !== undefined) return;
      const files = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'));
      await Promise.all(
        files.map(async ([file, output]) => {
          const text = await readFile(file, 'utf8');
          const rest = text.replace(`${requireBanner}\n`, '');
          if (rest === text || /\brequire\b/.test(rest)) return;
          await writeFile(file, rest);
          output.bytes = Buffer.byteLength(rest);
        }),
      );
    });
  },
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
  plugins: [parserAsFile, undiciInUse, phoneMetadataAsFile, commandsTogether, requireWhereUsed],
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
  const { size: parserBytes } = await stat(path.join('dist', parserName));
  const thread = scripts(metas.sandbox).filter(({ file }) => file.includes('thread'));
  const sum = (/** @type {Size[]} */ files) => files.reduce((total, { bytes }) => total + bytes, 0);
  return [
    { what: 'activation', bytes: sum(loadedWith(metas.host, 'dist/extension.js')), limit: 30 * kilobyte },
    { what: 'all host code', bytes: sum(scripts(metas.host)), limit: 1200 * kilobyte },
    { what: 'parser beside it', bytes: parserBytes, limit: 60 * kilobyte },
    { what: 'sandbox thread', bytes: sum(thread), limit: 250 * kilobyte },
    { what: 'database thread', bytes: sum(scripts(metas.storage)), limit: 16 * kilobyte },
    {
      what: 'transcript page',
      bytes: sum(loadedWith(metas.webview, 'dist/webview/transcript.js')),
      limit: 80 * kilobyte,
    },
    { what: 'with what it loads later', bytes: sum(scripts(metas.webview)), limit: 90 * kilobyte },
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
