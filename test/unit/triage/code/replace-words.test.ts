// A file with the words that a node had before: nothing else in it differs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeIndex } from '../../../../src/triage/code/node-index.ts';
import { replaceWords } from '../../../../src/triage/code/replace-words.ts';
import { codeFolder } from '../../../support/code-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'code-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function replaced(file: string, text: string, id: string, words: string): Promise<string | undefined> {
  const at = path.join(folder, file);
  await writeFile(at, text);
  const index = new NodeIndex(codeFolder(folder));
  await index.ready();
  const [found] = index.withId(id);
  if (found === undefined) throw new Error(`${file} has no node ${id}`);
  return replaceWords(pathToFileURL(at).href, text, found.node, words);
}

describe('in Markdown', () => {
  const head = '---\r\nid: a1\r\nname: Greet\r\n---\r\n\r\n';

  it('puts them after the front matter, with the line breaks of the file', async () => {
    expect(await replaced('node.md', `${head}Say hello.\r\n`, 'a1', 'Say hi.\nAsk why.')).toBe(
      `${head}Say hi.\r\nAsk why.\r\n`,
    );
  });

  it('leaves a file alone that says the same', async () => {
    const text = `${head}Say hello.\r\n\r\n`;
    expect(await replaced('node.md', text, 'a1', 'Say hello.')).toBe(text);
  });
});

describe('in JSON', () => {
  const file = (words: string, more = '') =>
    `{ "nodes": [\n  {"id": "a1", "type": "Default", "data": {"name": "Greet", "prompt": ${words}}}${more}\n], "edges": [] }\n`;

  it('replaces the value alone', async () => {
    const more = ', {"id": "a2", "type": "Default", "data": {"prompt": "Bye.\\u0041"}}';
    expect(await replaced('pathway.json', file('"Say hello."', more), 'a1', 'Say "hi".\nAsk.')).toBe(
      file('"Say \\"hi\\".\\nAsk."', more),
    );
  });

  it('leaves a value alone that is written in another way', async () => {
    const text = file('"Say \\u0068i\\/."');
    expect(await replaced('pathway.json', text, 'a1', 'Say hi/.')).toBe(text);
  });

  it('gives nothing for a node without words', async () => {
    const text = '{"nodes":[{"id":"a1","type":"Route","data":{"name":"Fork"}}],"edges":[]}';
    expect(await replaced('pathway.json', text, 'a1', 'Say hi.')).toBeUndefined();
  });
});
