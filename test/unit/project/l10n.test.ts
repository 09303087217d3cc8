import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundle, strings } from '../../support/l10n.mjs';
import { root } from '../../support/paths.mjs';
import { faultsOf, languages, readStrings, sources } from '../../support/translations.mjs';

/** Strings that are the same in English and another language: names, signs, and words that the language has borrowed. */
const same: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Agent|Agent {0}|Agents|Code|Details|Dispatch|Esc|ID|Issue|Issues|JSON|JSONL|Markdown|Norm|Norm: Status|Pathway|Pathways',
    'Persona|Personas|Position|SMS|Skill|Staging|Status|Tag: {0}|Tags|Text|Version|Webhook|in {0}|{0} SMS|{0} s',
    'Call Triage: {0}|Git: {0}|Pathway {0}|{0} ({1})|{0}: {1}|{0}: {1}.|{0} in {1}.|{0}↳|{0}⚑',
  ].flatMap((line) => line.split('|')),
};

it('what translations are made from has every string of the code; npm run l10n writes it', async () => {
  expect(await readFile(bundle, 'utf8')).toBe(await strings());
});

it('there is German', async () => {
  expect(await languages()).toContain('de');
});

it.each(await languages())('%s is complete; npm run l10n lists what is missing', async (language) => {
  for (const { english, translated } of Object.values(sources)) {
    const [all, there] = await Promise.all([readStrings(english), readStrings(translated(language))]);
    expect(faultsOf(all, there, new Set(same[language]))).toEqual([]);
    expect(Object.keys(there)).toEqual(Object.keys(all));
  }
});

it.each(await languages())('%s repeats only English strings that there are', async (language) => {
  const english = await Promise.all(Object.values(sources).map((source) => readStrings(source.english)));
  const texts = new Set(english.flatMap((all) => Object.values(all)));
  expect((same[language] ?? []).filter((text) => !texts.has(text))).toEqual([]);
});

it.each([
  ['missing', 'Open', undefined],
  ['missing', 'Open', ' '],
  ['English', 'Open', 'Open'],
  ['other values, links or numbers', '{0} of {1} calls', '{0} Anrufe'],
  ['other values, links or numbers', '1 call', 'Ein Anruf'],
  ['other values, links or numbers', '[Refresh](command:callTriage.refresh)', '[Aktualisieren](command:refresh)'],
  ['other values, links or numbers', 'See `#http.proxy#`.', 'Siehe http.proxy.'],
  ['loose brace', '{0} calls', '{0} {plural}'],
  ['loose brace', '{0} calls', '{0} {1, plural, one {Anruf}}'],
  ['other space at the ends', ' from {0}', 'ab {0}'],
  ['other end', 'Assign…', 'Zuweisen'],
  ['other end', 'Not saved.', 'Nicht gespeichert'],
])('finds %s: %j as %j', (fault, english, translated) => {
  const there: Readonly<Record<string, string>> = translated === undefined ? {} : { key: translated };
  expect(faultsOf({ key: english }, there, new Set())).toEqual([`${fault}: key`]);
});

it('finds what no code shows any more', () => {
  expect(faultsOf({}, { Old: 'Alt' }, new Set())).toEqual(['superfluous: Old']);
});

/** Where numbers and times are written in the editor's language, and code whose numbers nobody reads. */
const formatting = ['src/editor/words/format.ts', 'media/ui/format.ts'];
const unread = ['src/triage/calls/filter.ts', 'media/transcript/player/waveform.ts'];

it('numbers and times are written by the two modules that know the language', async () => {
  const all = await Promise.all(
    ['src', 'media'].map(async (folder) => {
      const files = await readdir(path.join(root, folder), { recursive: true });
      return files.filter((file) => file.endsWith('.ts')).map((file) => path.join(folder, file).replaceAll('\\', '/'));
    }),
  );
  const others = all
    .flat()
    .filter((file) => !file.startsWith('src/sandbox/') && ![...formatting, ...unread].includes(file));
  const texts = await Promise.all(others.map(async (file) => [file, await readFile(path.join(root, file), 'utf8')]));
  const found = texts.filter(([, text]) =>
    /\.toLocale\w*String\(|\.toFixed\(|\bIntl\.(?!Segmenter)\w+/.test(text ?? ''),
  );
  expect(found.map(([file]) => file)).toEqual([]);
});

it('no string has a plural in parentheses', async () => {
  const english = await Promise.all(Object.values(sources).map((source) => readStrings(source.english)));
  expect(english.flatMap((all) => Object.values(all)).filter((text) => /\w\(e?s\)/.test(text))).toEqual([]);
});
