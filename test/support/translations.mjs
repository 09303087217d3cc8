// @ts-check
// The languages that the extension speaks beside English: where their strings stand, and what can be wrong with them.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';

/** @typedef {Readonly<Record<string, string>>} Strings */

/**
 * A file of English strings, and the name of its translation into a language.
 * @typedef {{ readonly english: string, readonly translated: (language: string) => string }} Source
 */

/** @type {Readonly<Record<'code' | 'manifest', Source>>} */
export const sources = {
  code: {
    english: path.join(root, 'l10n', 'bundle.l10n.json'),
    translated: (language) => path.join(root, 'l10n', `bundle.l10n.${language}.json`),
  },
  manifest: {
    english: path.join(root, 'package.nls.json'),
    translated: (language) => path.join(root, `package.nls.${language}.json`),
  },
};

/** @returns {Promise<string[]>} The languages that have a bundle, such as `de`. */
export async function languages() {
  const files = await readdir(path.dirname(sources.code.english));
  return files.flatMap((file) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(file)?.[1] ?? []).toSorted();
}

/** @param {string} file @returns {Promise<Strings>} */
export async function readStrings(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** @param {string} file @param {unknown} value */
export async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

/**
 * What a translation keeps: values, links to commands and settings, addresses, and numbers, such as the 1 of a singular, since code
 * asks for the singular by a string with a 1 in it and for all else by one with a value.
 */
const fixed = /\{\d+\}|\(command:[^)]*\)|`#[^`]*#`|https?:\/\/[^\s)]*[^\s).,]|\d+/g;

/** @param {string} text */
const fixedParts = (text) => (text.match(fixed) ?? []).toSorted().join(' ');

/** @param {string} text @returns {boolean} Whether it has a brace that no value replaces: `{0`, `{name}`, `{0, plural, …}`. */
const hasLooseBrace = (text) => /[{}]/.test(text.replaceAll(/\{\d+\}|`[^`]*`/g, ''));

/** Ends that tell what a string is: a sentence, a question, a label before a value, an action that asks for more. */
const ends = ['…', '.', '?', ':'];

/**
 * Lists what is wrong with a translation.
 * @param {Strings} english By key.
 * @param {Strings} translated By key.
 * @param {ReadonlySet<string>} same Strings that are the same in both languages.
 * @returns {string[]} One line for each fault.
 */
export function faultsOf(english, translated, same) {
  const faults = Object.keys(translated)
    .filter((key) => !(key in english))
    .map((key) => `superfluous: ${key}`);
  for (const [key, source] of Object.entries(english)) {
    const target = translated[key];
    const fault = target === undefined || target.trim() === '' ? 'missing' : faultOf(source, target, same.has(source));
    if (fault !== undefined) faults.push(`${fault}: ${key}`);
  }
  return faults;
}

/** @param {string} source @param {string} target @param {boolean} maySame @returns {string | undefined} */
function faultOf(source, target, maySame) {
  if (hasLooseBrace(target)) return 'loose brace';
  if (fixedParts(source) !== fixedParts(target)) return 'other values, links or numbers';
  if (/^\s|\s$/.test(source) !== /^\s|\s$/.test(target)) return 'other space at the ends';
  if (ends.some((end) => source.trimEnd().endsWith(end) !== target.trimEnd().endsWith(end))) return 'other end';
  return source === target && !maySame ? 'English' : undefined;
}

/**
 * Gives what says an English string in a language; what is no string of the extension stays as it is.
 * @param {string | undefined} language
 * @param {(english: string) => string} [translate] Instead of the language's files.
 * @returns {Promise<(english: string) => string>}
 */
export async function speakerOf(language, translate) {
  /** @type {Map<string, string>} */
  const said = new Map();
  if (language === undefined) return (english) => english;
  for (const { english, translated } of Object.values(sources)) {
    const all = await readStrings(english);
    const there = translate === undefined ? await readStrings(translated(language)) : all;
    for (const [key, text] of Object.entries(all)) said.set(text, translate?.(text) ?? there[key] ?? text);
  }
  return (text) => {
    const [, category = '', rest = text] = /^(Call Triage: )(.*)$/s.exec(text) ?? [];
    return category + (said.get(rest) ?? rest);
  };
}
