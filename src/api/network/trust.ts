import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { Trust } from './plan.ts';

/** Gives the certificate authorities of the system, PEM. */
export type SystemAuthorities = () => readonly string[];

/** `tls.getCACertificates` came with Node 22.15; on older ones the system's authorities cannot be had. */
const systemAuthorities: SystemAuthorities = () => {
  const get: unknown = Reflect.get(tls, 'getCACertificates');
  const found: unknown = typeof get === 'function' ? Reflect.apply(get, tls, ['system']) : [];
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
};

/**
 * The certificate authorities that a plan trusts, PEM; undefined when there is none but Node's own. What cannot be read is
 * left out, as Node does: then a certificate that depends on it is refused.
 */
export async function authoritiesOf(
  trust: Trust,
  more: readonly string[] = [],
  system: SystemAuthorities = systemAuthorities,
): Promise<readonly string[] | undefined> {
  const extra = trust.extraFile === null ? [] : await certificatesIn(trust.extraFile);
  const all = [...(trust.system ? readable(system) : []), ...extra, ...more];
  return all.length === 0 ? undefined : [...new Set([...tls.rootCertificates, ...all])];
}

function readable(system: SystemAuthorities): readonly string[] {
  try {
    return system();
  } catch {
    return [];
  }
}

async function certificatesIn(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, 'utf8');
    // One by one: a single one that cannot be read would make every connection fail.
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
