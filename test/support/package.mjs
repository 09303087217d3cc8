// @ts-check
// Packs what is built into a .vsix, and lists what is in it. Everything is bundled, so no dependency goes along.
//   node test/support/package.mjs        builds, then packs into the repository's folder
import { listFiles, PackageManager } from '@vscode/vsce';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installed, root } from './paths.mjs';
import { run } from './processes.mjs';
import { isPlaceholder } from './release.mjs';

/**
 * Builds the extension.
 * @param {(line: string) => void} log
 * @returns {Promise<{ withinBudgets: boolean }>} A build that is too large still works.
 * @throws {Error} When nothing could be built.
 */
export async function build(log) {
  const started = Date.now();
  const { code } = await run(process.execPath, ['esbuild.mjs'], { cwd: root, onLine: log });
  if (code === 0) return { withinBudgets: true };
  // The sizes are taken from what was written, and written last.
  const sizes = await stat(path.join(root, 'dist', 'meta.json')).catch(() => undefined);
  if (sizes === undefined || sizes.mtimeMs < started) throw new Error('The build failed.');
  return { withinBudgets: false };
}

/**
 * Packs the built extension.
 * @param {string} [folder] Where to. Default: the repository's folder.
 * @returns {Promise<string>} The .vsix.
 * @throws {Error} When it could not be packed, or not without a warning, or when it is larger than it may be.
 */
export async function pack(folder = root) {
  const { name, version, homepage } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(folder, `${name}-${version}.vsix`);
  await writeNotices();
  const readme = isPlaceholder(homepage) ? ['--readme-path', await writeReadme()] : [];
  const program = path.join(installed('@vscode/vsce'), 'vsce');
  const { code, output } = await run(process.execPath, [program, 'package', '--out', packagePath, ...readme], {
    cwd: root,
  });
  if (code !== 0 || output.includes('WARNING')) throw new Error(`Packing failed:\n${output}`);
  const bytes = (await stat(packagePath)).size - (await bytesOfPictures());
  if (bytes > sizeLimit * 1024)
    throw new Error(`The .vsix has ${Math.ceil(bytes / 1024)} KB beside its pictures, more than ${sizeLimit} KB.`);
  return packagePath;
}

/** What a .vsix may have beside its pictures, in 1024s of bytes. */
const sizeLimit = 900;

/** Pictures are packed as they are: what is compressed already does not get smaller. */
async function bytesOfPictures() {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const pictures = files.filter((file) => /\.(png|gif|webp)$/.test(file));
  const sizes = await Promise.all(pictures.map(async (file) => (await stat(path.join(root, file))).size));
  return sizes.reduce((total, size) => total + size, 0);
}

/**
 * Writes the README that is packed while the project has no public address: without the pictures, which an editor's page of an
 * extension only fetches from the network, and with the words of links to other pages alone.
 * @returns {Promise<string>} The file, relative to the repository's folder.
 */
async function writeReadme() {
  const file = 'dist/README.md';
  const text = await readFile(path.join(root, 'README.md'), 'utf8');
  await writeFile(path.join(root, file), withoutRelative(text));
  return file;
}

/** @param {string} markdown @returns {string} It without pictures and links by relative addresses. */
export function withoutRelative(markdown) {
  return markdown
    .replaceAll(/^!\[[^\]]*\]\((?!\w+:)[^)]*\)\n+/gm, '')
    .replaceAll(/(?<!!)\[([^\]]*)\]\((?!\w+:|#)[^)]*\)/g, '$1');
}

/** @returns {Promise<string[]>} The packages that the bundler took something of, by its own account. */
async function bundledPackages() {
  /** @type {Record<string, import('esbuild').Metafile>} */
  const metas = JSON.parse(await readFile(path.join(root, 'dist', 'meta.json'), 'utf8'));
  const outputs = Object.values(metas).flatMap((meta) => Object.values(meta.outputs));
  const files = outputs.flatMap(({ inputs }) => Object.keys(inputs));
  const names = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
}

/** Puts the licences of what is bundled beside it, as they ask for. */
async function writeNotices() {
  const notices = (await bundledPackages()).map(async (name) => {
    const folder = path.join(root, 'node_modules', name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file.`);
    return `${name}\n\n${await readFile(path.join(folder, file), 'utf8')}`;
  });
  await writeFile(path.join(root, 'dist', 'NOTICES.txt'), (await Promise.all(notices)).join(`\n${'-'.repeat(80)}\n`));
}

/**
 * Writes the bill of materials, in CycloneDX: what the extension depends on, with versions and licences. Of some, only a part is bundled.
 * @param {string} vsix The package it belongs to; the list lies beside it.
 * @returns {Promise<string>} The list.
 */
async function listMaterials(vsix) {
  const file = vsix.replace(/\.vsix$/, '.cdx.json');
  // npm's own, of the npm that runs this script.
  const args = [
    'sbom',
    '--omit',
    'dev',
    '--package-lock-only',
    '--sbom-format',
    'cyclonedx',
    '--sbom-type',
    'application',
  ];
  const { code, output } = await run(process.execPath, [process.env['npm_execpath'] ?? 'npm', ...args], { cwd: root });
  if (code !== 0) throw new Error(`The bill of materials could not be written:\n${output}`);
  await writeFile(file, output);
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { withinBudgets } = await build(console.log);
  if (!withinBudgets) process.exitCode = 1;
  const vsix = await pack();
  console.log(vsix);
  console.log(await listMaterials(vsix));
}
