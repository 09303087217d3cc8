import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const source = path.resolve(import.meta.dirname, '../../../src');
const call = /\blog\??\.(?:trace|debug|info|warn|error|append|appendLine)\(/g;
/** What may hold words of a service, a call or the user. `loggedAs` makes of an error what may be logged. */
const words = /\.(?:message|stack|sentence|detail|label|title|text|note|path|href)\b|\b(?:sentence|String\()/;

/** The arguments of every call that writes to the log, up to the bracket that closes it. */
function loggedIn(text: string): readonly string[] {
  return [...text.matchAll(call)].map(({ index, 0: { length } }) => {
    let depth = 1;
    let end = index + length;
    for (; depth > 0 && end < text.length; end += 1) {
      if (text[end] === '(') depth += 1;
      if (text[end] === ')') depth -= 1;
    }
    return text.slice(index + length, end - 1);
  });
}

it('nothing but our own words and what `loggedAs` gives is written to the log', async () => {
  const files = (await readdir(source, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(source, file), 'utf8')));
  const logged = texts.flatMap((text, index) => loggedIn(text).map((given) => ({ file: files[index], given })));
  expect(logged.length).toBeGreaterThan(8);
  expect(logged.filter(({ given }) => words.test(given) || given.trim() === 'error')).toEqual([]);
});

it('finds what must not be there', () => {
  const bad = ['log.warn(error.message);', 'this.log.error(`No: ${String(error)}`)', 'log?.info(sentence)'];
  for (const text of bad) expect(loggedIn(text).some((given) => words.test(given))).toBe(true);
  expect(loggedIn('log.info(f(a), b); log.warn(loggedAs(error));')).toEqual(['f(a), b', 'loggedAs(error)']);
});
