// What the places that offer the extension read of it, by their published rules, and what a release is held to.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { withoutRelative } from '../../support/package.mjs';
import { faultsOfRelease, isPlaceholder } from '../../support/release.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

const Manifest = z.object({
  name: z.string(),
  publisher: z.string(),
  displayName: z.string(),
  version: z.string(),
  license: z.string(),
  icon: z.string(),
  categories: z.array(z.string()),
  keywords: z.array(z.string()),
  galleryBanner: z.object({ color: z.string(), theme: z.string() }),
  homepage: z.string(),
  repository: z.object({ url: z.string() }),
  bugs: z.object({ url: z.string() }),
  vsce: z.object({ baseContentUrl: z.string(), baseImagesUrl: z.string() }),
  pricing: z.string(),
  engines: z.object({ vscode: z.string() }),
});

let manifest: z.infer<typeof Manifest>;
let readme: string;

beforeAll(async () => {
  manifest = Manifest.parse(JSON.parse(await read('package.json')));
  readme = await read('README.md');
});

describe('the manifest', () => {
  it('has an icon of at least 128 pixels, square, as the drawing beside it', async () => {
    const icon = await readFile(path.join(root, manifest.icon));
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(128);
    expect(await read('media/icon.svg')).toContain(`viewBox="0 0 ${width} ${height}"`);
  });

  it('is what Open VSX accepts', () => {
    for (const name of [manifest.name, manifest.publisher]) expect(name).toMatch(/^[\w\-+$~]{1,255}$/);
    expect(manifest.version).toMatch(/^[\w$+\-,.:;]+$/);
    const texts = [manifest.displayName, manifest.license, ...manifest.categories, ...manifest.keywords];
    for (const text of texts) expect(text).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u);
    for (const address of [manifest.homepage, manifest.repository.url, manifest.bugs.url]) {
      expect(new URL(address).protocol).toBe('https:');
      expect(address.length).toBeLessThanOrEqual(255);
    }
    expect(manifest.galleryBanner).toEqual({ color: expect.stringMatching(/^#[\da-f]{6}$/), theme: 'dark' });
    expect(manifest.pricing).toBe('Free');
  });

  it('says in its categories what the extension has, and no more', () => {
    // No debug adapter and no test controller: neither Debuggers nor Testing.
    expect(manifest.categories).toEqual(['AI', 'Other']);
    expect(manifest.keywords.length).toBeLessThanOrEqual(30);
    expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
  });
});

it('the pictures of the README are there, and no page has to load more than 2 MB for one', async () => {
  const pictures = [...readme.matchAll(/!\[([^\]]+)\]\(([^)]+)\)/g)];
  expect(pictures.map(([, , file]) => file)).toEqual(['media/first-flag.webp', 'media/readme.png']);
  for (const [, words = '', file = ''] of pictures) {
    expect(words.length).toBeGreaterThan(20);
    expect((await stat(path.join(root, file))).size).toBeLessThanOrEqual(2 * 1024 * 1024);
  }
});

it('the packed README has no picture and no link by a relative address, and is else the same', () => {
  const packed = withoutRelative(readme);
  expect(packed).not.toMatch(/\]\((?!https:)/);
  expect(packed).toContain('Guide: what it does and how.');
  const kept = withoutRelative('![a](https://calls.test/a.png)\n[b](https://calls.test)\n[c](#c)\n');
  expect(kept).toBe('![a](https://calls.test/a.png)\n[b](https://calls.test)\n[c](#c)\n');
});

describe('a release', () => {
  it('is refused while the addresses are placeholders, which one page of the docs names', async () => {
    const { homepage, repository, bugs, vsce } = manifest;
    const changelog = await read('CHANGELOG.md');
    const faults = faultsOfRelease(`v${manifest.version}`, manifest, changelog);
    const placeholders = [homepage, repository.url, bugs.url, vsce.baseContentUrl, vsce.baseImagesUrl].filter(
      isPlaceholder,
    );
    expect(faults.length).toBe(placeholders.length);
    const page = await read('docs/PUBLISHING.md');
    for (const address of placeholders) expect(page).toContain(address);
  });

  it('is refused with another version than that of the tag, or without a section in the changelog', () => {
    const address = 'https://calls.test/';
    const vsce = { baseContentUrl: address, baseImagesUrl: address };
    const real = { version: '1.2.3', homepage: address, repository: { url: address }, bugs: { url: address }, vsce };
    expect(faultsOfRelease('v1.2.3', real, '# Changelog\n\n## 1.2.3\n')).toEqual([]);
    expect(faultsOfRelease('v1.2.4', real, '# Changelog\n\n## 1.2.2\n').length).toBe(2);
  });

  it('is tried on three systems, in the oldest and the newest editor', async () => {
    const Workflow = z.object({
      jobs: z.object({
        editors: z.object({
          strategy: z.object({ matrix: z.object({ os: z.array(z.string()), editor: z.array(z.string()) }) }),
        }),
      }),
    });
    const { os, editor } = Workflow.parse(parse(await read('.github/workflows/ci.yml'))).jobs.editors.strategy.matrix;
    expect(os.map((name) => name.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
    expect(editor).toEqual([manifest.engines.vscode.replace('^', ''), 'stable']);
    const Release = z.object({ jobs: z.object({ check: z.object({ uses: z.string() }) }) });
    const release = Release.parse(parse(await read('.github/workflows/release.yml')));
    expect(release.jobs.check.uses).toBe('./.github/workflows/ci.yml');
  });
});
