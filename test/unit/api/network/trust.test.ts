import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { authoritiesOf } from '../../../../src/api/network/trust.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { bundle } from './setup.ts';

const system = '-----BEGIN CERTIFICATE-----\nof the system\n-----END CERTIFICATE-----';

test("Node's own, the system's and those of the extra file, each once", async () => {
  const extraFile = await bundle(`# one\n${testAuthority.ca}\n# and again\n${testAuthority.ca}`);
  const found = await authoritiesOf({ system: true, extraFile }, [], () => [system]);
  expect(found).toEqual([...new Set(rootCertificates), system, testAuthority.ca.trim()]);
});

test("the system's are not asked for when they are switched off", async () => {
  const asked = (): never => {
    throw new Error('asked');
  };
  expect(await authoritiesOf({ system: false, extraFile: null }, [], asked)).toBeUndefined();
});

test('a system that cannot tell leaves the others', async () => {
  const broken = (): never => {
    throw new Error('no keychain');
  };
  const found = await authoritiesOf({ system: true, extraFile: await bundle() }, [], broken);
  expect(found).toContain(testAuthority.ca.trim());
});

test('nothing but what Node brings is left to Node', async () => {
  expect(await authoritiesOf({ system: true, extraFile: null }, [], () => [])).toBeUndefined();
});
