import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesNoProxy } from '../../../../src/api/network/no-proxy.ts';
import { describePlan } from '../../../../src/api/network/plan.ts';
import { readNetworkSettings } from '../../../../src/api/network/settings.ts';
import { type Environment, planner, proxyPassword, proxyToken, seen, type Settings } from './setup.ts';

const service = new URL('https://api.bland.ai/v1/me');
const way = (settings: Settings, environment: Environment = {}, url = service): string => {
  const { route } = planner(settings, environment)(url);
  if (route.kind === 'proxy') return `${route.proxy.url.protocol}//${route.proxy.host} by ${route.source}`;
  return route.kind === 'direct' ? `direct: ${route.because}` : `unusable: ${route.fault} by ${route.source}`;
};

describe('which way', () => {
  test.each<[string, Settings, Environment, string]>([
    ['nothing set', {}, {}, 'direct: none-set'],
    ['the setting', { proxy: 'http://p:3128' }, {}, 'http://p:3128 by setting'],
    [
      'the setting before the environment',
      { proxy: 'http://p:1' },
      { HTTPS_PROXY: 'http://e:2' },
      'http://p:1 by setting',
    ],
    ['the environment', {}, { HTTPS_PROXY: 'http://e:2' }, 'http://e:2 by environment'],
    ['lower case first', {}, { HTTPS_PROXY: 'http://E:2', https_proxy: 'http://e:1' }, 'http://e:1 by environment'],
    ['every protocol', {}, { ALL_PROXY: 'http://e:3' }, 'http://e:3 by environment'],
    ['every protocol, in lower case', {}, { all_proxy: 'http://e:3' }, 'http://e:3 by environment'],
    ['the one of http for want of another', {}, { http_proxy: 'http://e:4' }, 'http://e:4 by environment'],
    ['empty is not set', { proxy: ' ' }, { HTTPS_PROXY: '', all_proxy: ' ' }, 'direct: none-set'],
    ['switched off', { proxy: 'http://p:1', proxySupport: 'off' }, { HTTPS_PROXY: 'http://e:2' }, 'direct: off'],
    ['support that overrides', { proxy: 'http://p:1', proxySupport: 'override' }, {}, 'http://p:1 by setting'],
    ['a proxy with TLS', { proxy: 'https://p' }, {}, 'https://p:443 by setting'],
    ['a host alone', {}, { HTTPS_PROXY: 'p:8080' }, 'http://p:8080 by environment'],
    ['SOCKS', { proxy: 'socks5://p:1080' }, {}, 'unusable: PROXY_PROTOCOL by setting'],
    ['nonsense', { proxy: 'http://a b' }, {}, 'unusable: PROXY_ADDRESS by setting'],
    ['an exception', { proxy: 'http://p:1', noProxy: ['bland.ai'] }, {}, 'direct: no-proxy'],
    ['an exception of the environment', { proxy: 'http://p:1' }, { NO_PROXY: 'x, .bland.ai' }, 'direct: no-proxy'],
    [
      'exceptions of the settings alone',
      { proxy: 'http://p:1', noProxy: ['x'] },
      { no_proxy: '*' },
      'http://p:1 by setting',
    ],
  ])('%s', (_what, settings, environment, expected) => {
    expect(way(settings, environment)).toBe(expected);
  });

  test.each([
    'http://CORP\\jdoe:s3cret@proxy.corp.example:8080',
    '"http://proxy.corp.example:8080"',
    "'http://proxy.corp.example:8080'",
    'http://jdoe:pa#ss@proxy.corp.example:8080',
    'http://jdoe:12#ss@proxy.corp.example:8080',
    'http://jdoe:12/ss@proxy.corp.example:8080',
    'http://jdoe:12?ss@proxy.corp.example:8080',
    'http://jdoe:12\\ss@proxy.corp.example:8080',
    'CORP\\jdoe@proxy.corp.example:8080',
    'jdoe/x@proxy.corp.example:8080',
    'http://proxy.corp.example:8080/path',
    'http://proxy.corp.example:8080?x',
    'http://proxy.corp.example:8080#x',
    'http:///proxy.corp.example:8080',
    'http:/proxy.corp.example:8080',
    'http:proxy.corp.example:8080',
    'http//proxy.corp.example:8080',
    'http://pro\txy.corp.example:8080',
    'http://pro xy:8080',
    'http://proxy:',
    'http://proxy:0',
    'http://proxy:99999',
    'http://proxy:80a',
    'http://010.0.0.1:8080',
    'http://0x7f.1:8080',
    'http://2130706433:8080',
    'http://proxy%2ecorp.example:8080',
    'http://-proxy:8080',
    'http://a..b:8080',
    'http://１０.１:8080',
    'http://ｐｒｏｘｙ:8080',
    'http://',
    'proxy:80:81',
    '::1',
    'http://:8080',
    'http://@:8080',
    'http://[::1:8080',
    '<http://proxy:8080>',
    'http://proxy.corp.example:8080; http://other:8080',
    'http://proxy.corp.example:8080,http://other:8080',
    'DIRECT',
    'PROXY proxy:8080',
  ])('what is malformed is refused as such, and becomes no other host: %j', (proxy) => {
    const malformed = proxy === 'DIRECT' ? 'http://direct:80 by setting' : 'unusable: PROXY_ADDRESS by setting';
    expect(way({ proxy })).toBe(malformed);
    expect(way({}, { HTTPS_PROXY: proxy })).toBe(malformed.replace('setting', 'environment'));
  });

  test.each([
    ['http://jdoe:p%23ss@proxy.corp.example:8080', 'http://proxy.corp.example:8080'],
    ['http://jdoe:p@ss@proxy.corp.example:8080/', 'http://proxy.corp.example:8080'],
    ['http://CORP%5Cjdoe:s3cret@proxy.corp.example:8080', 'http://proxy.corp.example:8080'],
    ['HTTP://Proxy.Corp.Example.:8080', 'http://proxy.corp.example.:8080'],
    ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
    ['[::1]:3128', 'http://[::1]:3128'],
    ['http://10.0.0.1:3128', 'http://10.0.0.1:3128'],
    ['http://pröxy.example:3128', 'http://xn--prxy-6qa.example:3128'],
    ['my_proxy-1.local:3128', 'http://my_proxy-1.local:3128'],
  ])('what is well formed is that host: %s', (proxy, host) => {
    expect(way({ proxy })).toBe(`${host} by setting`);
  });

  test('whatever is set, the host of a proxy stands in it behind its credentials', () => {
    const part = fc.string({ unit: fc.constantFrom(...'abz09.-_:@/\\?#%&"\' \t[]'.split('')), maxLength: 12 });
    fc.assert(
      fc.property(part, part, fc.constantFrom('', 'http://', 'https://'), (credentials, rest, scheme) => {
        const proxy = `${scheme}${credentials}@proxy.example${rest}`;
        const { route } = planner({ proxy })(service);
        if (route.kind !== 'proxy') return;
        const behind = proxy.slice(proxy.lastIndexOf('@') + 1);
        expect(behind.startsWith(route.proxy.url.hostname)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['http://127.0.0.1:8080', 'http://127.9.9.9', 'http://localhost:1', 'http://[::1]:3000'])(
    'this machine is never proxied: %s',
    (url) => {
      const everything = { HTTP_PROXY: 'http://e:1', ALL_PROXY: 'http://e:1' };
      expect(way({ proxy: 'http://p:1', noProxy: ['other'] }, everything, new URL(url))).toBe('direct: loopback');
    },
  );
});

test('certificates are verified, unless the user gave that up, and then on the way through a proxy only', () => {
  const verify = (settings: Settings): boolean => planner(settings)(service).verify;
  expect(verify({ proxy: 'http://p:1' })).toBe(true);
  expect(verify({ proxy: 'http://p:1', proxyStrictSsl: false })).toBe(false);
  expect(verify({ proxyStrictSsl: false })).toBe(true);
  expect(verify({ proxy: 'http://p:1', noProxy: ['*'], proxyStrictSsl: false })).toBe(true);
});

test('authorities: of the system unless switched off, and of the extra bundle', () => {
  expect(planner({})(service).trust).toEqual({ system: true, extraFile: null });
  expect(planner({ systemCertificates: false }, { NODE_EXTRA_CA_CERTS: '/x.pem' })(service).trust).toEqual({
    system: false,
    extraFile: '/x.pem',
  });
});

describe('credentials', () => {
  const authorization = (proxy: string, proxyAuthorization = ''): string | null => {
    const { route } = planner({ proxy, proxyAuthorization })(service);
    return route.kind === 'proxy' ? route.proxy.authorization() : null;
  };
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

  test('come from the URL, decoded, or from the setting, which counts more', () => {
    expect(authorization('http://p:1')).toBeNull();
    expect(authorization('http://u:p%40ss@p:1')).toBe(basic('u:p@ss'));
    expect(authorization('http://u@p:1')).toBe(basic('u:'));
    expect(authorization('http://u:100%25%@p:1')).toBe(basic('u:100%25%'));
    expect(authorization('http://u:p@p:1', 'Bearer abc')).toBe('Bearer abc');
    expect(authorization('http://u:p@p:1', 'two\r\nlines: x')).toBe(basic('u:p'));
  });

  test('are in nothing that can be seen of a plan', () => {
    const plan = planner({ proxy: `http://agent:${proxyPassword}@p:1` })(service);
    for (const text of [seen(plan), JSON.stringify(plan), describePlan(plan)]) {
      expect(text).not.toContain(proxyPassword);
      expect(text).not.toContain(proxyToken);
    }
    expect(describePlan(plan)).toBe(
      'proxy http://p:1 (setting, with credentials); certificates verified against built-in, system',
    );
  });
});

describe('exceptions', () => {
  test.each<[string, string, boolean]>([
    ['api.bland.ai', 'https://api.bland.ai', true],
    ['API.Bland.AI', 'https://api.bland.ai', true],
    ['bland.ai', 'https://api.bland.ai', true],
    ['.bland.ai', 'https://api.bland.ai', true],
    ['*.bland.ai', 'https://api.bland.ai', true],
    ['bland.ai.', 'https://api.bland.ai', true],
    ['land.ai', 'https://api.bland.ai', false],
    ['api.bland.ai.evil', 'https://api.bland.ai', false],
    ['eu.api.bland.ai', 'https://api.bland.ai', false],
    ['*', 'https://api.bland.ai', true],
    ['', 'https://api.bland.ai', false],
    [',', 'https://api.bland.ai', false],
    ['.', 'https://api.bland.ai', false],
    ['bland.ai:443', 'https://api.bland.ai', true],
    ['bland.ai:8443', 'https://api.bland.ai', false],
    ['bland.ai:8443', 'https://api.bland.ai:8443', true],
    ['x,bland.ai y', 'https://api.bland.ai', true],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.0.0.0/8', 'https://ten.example', false],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
    ['10.1.2.3', 'https://10.1.2.3', true],
    ['10.1.2.3:443', 'https://10.1.2.3', true],
    ['10.1.2.3:80', 'https://10.1.2.3', false],
    ['2.3', 'https://10.1.2.3', false],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['fd00::1', 'https://[fd00:0::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['[fd00::1]:80', 'https://[fd00::1]', false],
    ['fd00::2', 'https://[fd00::1]', false],
  ])('"%s" and %s: %s', (entry, url, expected) => {
    expect(matchesNoProxy([entry], new URL(url))).toBe(expected);
  });

  test('whatever they say, there is an answer', () => {
    const url = fc.constantFrom(service, new URL('https://10.0.0.1:444'), new URL('https://[fd00::1]'));
    const entry = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[[\]:./*0-9a-f]{0,20}$/));
    fc.assert(
      fc.property(fc.array(entry), url, (entries, target) => {
        expect(typeof matchesNoProxy(entries, target)).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });
});

test('settings of any kind are read, and give a plan that shows no credentials', () => {
  const keys = Object.keys(readNetworkSettings({}));
  const any = fc.oneof(fc.anything(), fc.webUrl(), fc.string());
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), any), fc.dictionary(fc.string(), fc.string()), (raw, env) => {
      const settings = readNetworkSettings(raw);
      expect(Object.keys(settings)).toEqual(keys);
      const plan = planner({ ...settings, proxyAuthorization: `X ${proxyPassword}` }, env)(service);
      expect(describePlan(plan)).not.toContain(proxyPassword);
    }),
    { numRuns: 1000 },
  );
});
