import type { Random } from '../../support/random.ts';

/** How a service stores what it is sent: the contract does not say. */
export interface Normalisation {
  readonly name: string;
  text(sent: string): string;
  type(sent: string): string;
}

const snake = (type: string): string =>
  type
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');

const texts: Readonly<Record<string, (sent: string) => string>> = {
  verbatim: (sent) => sent,
  lines: (sent) => sent.replaceAll('\r\n', '\n'),
  composed: (sent) => sent.normalize('NFC'),
  trimmed: (sent) => sent.trim(),
  escaped: (sent) => sent.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  stripped: (sent) => sent.replace(/<[^>]*>/g, ''),
  collapsed: (sent) => sent.replace(/\s+/g, ' ').trim(),
};

const types: Readonly<Record<string, (sent: string) => string>> = {
  snake,
  transliterated: (sent) => snake(sent.normalize('NFD').replace(/\p{M}/gu, '')),
  cut: (sent) => snake(sent).slice(0, 12),
  camel: (sent) => snake(sent).replace(/_(\p{L})/gu, (_match, letter: string) => letter.toUpperCase()),
};

/** @param names of one way to store texts and of one way to store types */
export function normalisation(text: string, type: string): Normalisation {
  const same = (sent: string): string => sent;
  return { name: `${text}, ${type}`, text: texts[text] ?? same, type: types[type] ?? same };
}

export function drawNormalisation(random: Random): Normalisation {
  return normalisation(random.pick(Object.keys(texts)), random.pick(Object.keys(types)));
}
