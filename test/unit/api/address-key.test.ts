import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopback, joinUrl, parseBaseUrl } from '../../../src/api/address.ts';
import { InvalidAddressError, InvalidKeyError, InvalidRequestError } from '../../../src/api/errors.ts';
import { authorizationHeader, parseKey, secretsOf } from '../../../src/api/key.ts';
import { redact } from '../../../src/api/clean-text.ts';
import { anyText } from './any-text.ts';
import { bench, canary, failureOf } from './setup.ts';

const sentence = /^[A-Z`h].*\.$/;
function thrown<T extends Error>(kind: abstract new (...given: never[]) => T, run: () => unknown): T {
  try {
    run();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error('expected it to throw');
}

describe('a base URL', () => {
  test.each([
    ['https://api.bland.ai', 'https://api.bland.ai/'],
    ['  https://api.bland.ai/ ', 'https://api.bland.ai/'],
    ['HTTPS://EU.API.Bland.AI:443//', 'https://eu.api.bland.ai/'],
    ['https://api.bland.ai/v1', 'https://api.bland.ai/'],
    ['https://gate.example/bland/v1/', 'https://gate.example/bland'],
    ['https://gate.example:8443/a%20b/', 'https://gate.example:8443/a%20b'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010/'],
    ['http://127.9.8.7', 'http://127.9.8.7/'],
    ['http://127.1:80', 'http://127.0.0.1/'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
  ])('%s is read', (text, href) => {
    const url = parseBaseUrl(text);
    expect(url.href).toBe(href);
    expect(parseBaseUrl(url.href).href).toBe(href);
  });

  test.each([
    '',
    '   ',
    'api.bland.ai',
    'localhost:3000',
    'https:api.bland.ai',
    'https:/api.bland.ai',
    'https://',
    'https:///path',
    'https://a b.example',
    'https://api.bland\n.ai',
    'https:\\\\api.bland.ai',
    'https://api.bland.ai\\@evil.example',
    'http://api.bland.ai',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'http://[::ffff:127.0.0.1]',
    'http://[::2]',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript://127.0.0.1/%0aalert(1)',
    'https://user:secret-word@api.bland.ai',
    'https://@api.bland.ai',
    'https://api.bland.ai?x=1',
    'https://api.bland.ai/?',
    'https://api.bland.ai/#top',
    'https://[::1',
    'https://api.bland.ai:99999',
  ])('%j is refused with a sentence', (text) => {
    const error = thrown(InvalidAddressError, () => parseBaseUrl(text));
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain('secret-word');
  });

  test('any text is refused or is https, or http to this machine', () => {
    const scheme = fc.constantFrom('https://', 'http://', 'HTTP://', 'http:', 'ws://');
    const host = fc.constantFrom(
      '127.0.0.1',
      'localhost',
      '[::1]',
      'a.example',
      '127.0.0.1.a.example',
      '10.0.0.1',
      'u@a.example',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `http://${rest}`),
          fc.tuple(scheme, host, fc.string({ maxLength: 8 })).map((parts) => parts.join('')),
        ),
        (text) => {
          let url: URL;
          try {
            url = parseBaseUrl(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidAddressError);
            return;
          }
          expect(url.protocol === 'https:' || isLoopback(url)).toBe(true);
          expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
        },
      ),
    );
  });

  test('paths are joined without leaving it', () => {
    expect(joinUrl(new URL('https://g.example/p/'), '/v1/me', new URLSearchParams({ a: 'b c' })).href).toBe(
      'https://g.example/p/v1/me?a=b+c',
    );
  });
});

describe('a key', () => {
  test.each([
    [canary, canary],
    [` ${canary}\r\n`, canary],
    [`"${canary}"`, canary],
    [`'${canary}'`, canary],
    [`Bearer ${canary}`, `Bearer ${canary}`],
    [`bearer   ${canary}`, `Bearer ${canary}`],
    [`Authorization: ${canary}`, canary],
    [`authorization:Bearer ${canary}`, `Bearer ${canary}`],
    [`"authorization": "${canary}"`.replace('"authorization"', 'authorization'), canary],
    [`'Authorization: Bearer ${canary}'`, `Bearer ${canary}`],
  ])('%j is read', (text, key) => {
    expect(parseKey(text)).toBe(key);
    expect(parseKey(key)).toBe(key);
    expect(authorizationHeader(text)).toBe(key);
  });

  test.each([
    ['', 'missing'],
    [' \n', 'missing'],
    ['Bearer ', 'missing'],
    ['""', 'missing'],
    [`${canary} ${canary}`, 'whitespace'],
    [`${canary}\nx-evil: 1`, 'whitespace'],
    [`Basic ${canary}`, 'whitespace'],
    [`Bearer ${canary}\t${canary}`, 'whitespace'],
    [`${canary}\u0000`, 'characters'],
    [`${canary}\u200b`, 'characters'],
    [`${canary}é`, 'characters'],
    [`${canary}\u007f`, 'characters'],
    ['k'.repeat(4097), 'length'],
    [canary.repeat(1000), 'length'],
  ])('%j is refused: %s', (text, fault) => {
    const error = thrown(InvalidKeyError, () => parseKey(text));
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(sentence);
    expect(error.message).not.toContain(canary);
  });

  test('any text is refused or becomes one header value', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        let key: string;
        try {
          key = parseKey(text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidKeyError);
          return;
        }
        expect(key).toMatch(/^(?:Bearer )?[\x21-\x7e]+$/);
        expect(new Headers({ authorization: key }).get('authorization')).toBe(key);
      }),
    );
  });

  test('that is missing, odd, or given where an id belongs: nothing is sent', async () => {
    const cases: [string | undefined, string, new (...given: never[]) => Error][] = [
      [undefined, 'i', InvalidKeyError],
      ['a b', 'i', InvalidKeyError],
      [canary, canary, InvalidRequestError],
      [`Bearer ${canary}`, canary, InvalidRequestError],
    ];
    for (const [key, id, kind] of cases) {
      const { server, api } = await bench({ client: { key: async () => key } });
      const error = await failureOf(kind, api.issues.get(id));
      expect(error.message).not.toContain(canary);
      expect(server.connections).toBe(0);
    }
  });

  test('is asked for with the origin it will go to, and never for an address that is not allowed', async () => {
    const asked: string[] = [];
    const key = async (origin: string) => {
      asked.push(origin);
      return canary;
    };
    const { server, api } = await bench({ client: { key } });
    server.reply({ json: { data: { items: [] } } });
    await api.issues.list();
    expect(asked).toEqual([server.origin]);
    const other = await bench({ client: { key, baseUrl: async () => new URL('http://api.bland.ai') } });
    await failureOf(InvalidAddressError, other.api.issues.list());
    expect(asked).toHaveLength(1);
  });
});

describe('redaction', () => {
  test('takes a secret out in every form it can have', () => {
    const secret = 'k"+/ä\\=';
    const text = `a ${secret} b ${encodeURIComponent(secret)} c ${JSON.stringify({ secret })}`;
    expect(redact(text, [secret])).toBe('a [redacted] b [redacted] c {"secret":"[redacted]"}');
    expect(redact('abc', ['', 'x'])).toBe('abc');
    expect(redact(`Bearer ${canary}`, secretsOf(`Bearer ${canary}`))).toBe('[redacted]');
    expect(redact(`token=${canary}`, secretsOf(`Bearer ${canary}`))).toBe('token=[redacted]');
  });
});
