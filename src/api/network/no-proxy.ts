import { BlockList, isIP } from 'node:net';

/**
 * Returns whether a URL matches a list in the form of `NO_PROXY`: hosts, which include their subdomains (a leading `.` or
 * `*.` has no effect, as in curl and undici), with or without a port; `*` for everything; and networks such as `10.0.0.0/8`,
 * which match URLs with an IP address. Names are not resolved.
 */
export function matchesNoProxy(entries: readonly string[], url: URL): boolean {
  const host = normalizeHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return entries
    .flatMap((entry) => entry.split(/[,\s]+/))
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const network = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry);
  if (network !== null) return isInNetwork(host, network[1] ?? '', Number(network[2]));
  // An IPv6 address without brackets has no port.
  const [, name = entry, wantedPort] =
    isIP(normalizeHost(entry)) === 0 ? (/^(.+?)(?::(\d{1,5}))?$/.exec(entry) ?? []) : [undefined, entry];
  if (wantedPort !== undefined && Number(wantedPort) !== Number(port)) return false;
  const wanted = normalizeHost(name)
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  if (wanted === '') return false;
  if (isIP(host) !== 0) return isIP(wanted) !== 0 && isInNetwork(host, wanted, isIP(wanted) === 4 ? 32 : 128);
  return host === wanted || host.endsWith(`.${wanted}`);
}

/** Returns whether an address is in a network, however both are written: `::1` equals `0:0:0:0:0:0:0:1`. */
function isInNetwork(host: string, network: string, prefix: number): boolean {
  const family = isIP(network);
  if (isIP(host) === 0 || family === 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

/** Removes the brackets of an IPv6 address and the trailing dot of a name. */
function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
