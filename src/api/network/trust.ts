import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { Trust } from './plan.ts';

/** Returns the system's certificate authorities, PEM. */
export type SystemAuthorities = () => readonly string[];

/** `tls.getCACertificates` needs Node 22.15; without it there are no system authorities. */
const systemAuthorities: SystemAuthorities = () => {
  const get: unknown = Reflect.get(tls, 'getCACertificates');
  const found: unknown = typeof get === 'function' ? Reflect.apply(get, tls, ['system']) : [];
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
};

/**
 * Returns all certificate authorities that a plan trusts, PEM; undefined for Node's own alone. Unreadable ones are left out,
 * as Node does.
 */
export async function authoritiesOf(
  trust: Trust,
  more: readonly string[] = [],
  system: SystemAuthorities = systemAuthorities,
): Promise<readonly string[] | undefined> {
  const extra = trust.extraFile === null ? [] : await certificatesIn(trust.extraFile);
  const all = [...(trust.system ? readSystem(system) : []), ...extra, ...more];
  return all.length === 0 ? undefined : [...new Set([...tls.rootCertificates, ...all])];
}

function readSystem(system: SystemAuthorities): readonly string[] {
  try {
    return system();
  } catch {
    return [];
  }
}

async function certificatesIn(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, 'utf8');
    // A single unreadable certificate would make every connection fail.
    return (text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).filter(isCertificate);
  } catch {
    return [];
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
