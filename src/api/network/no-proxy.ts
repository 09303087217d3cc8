import { BlockList, isIP } from 'node:net';

/**
 * Whether a URL is to be reached without a proxy, by a list in the form of `NO_PROXY`: hosts, which cover the hosts below
 * them (a leading `.` or `*.` changes nothing, as in curl and undici); each with a port or without; `*` for everything;
 * and networks such as `10.0.0.0/8`, for URLs that name an address. Names are not resolved for this.
 */
export function matchesNoProxy(entries: readonly string[], url: URL): boolean {
  const host = bare(url.hostname);
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
  // An IPv6 address without brackets is all colons and has no port.
  const [, name = entry, wantedPort] =
    isIP(bare(entry)) === 0 ? (/^(.+?)(?::(\d{1,5}))?$/.exec(entry) ?? []) : [undefined, entry];
  if (wantedPort !== undefined && Number(wantedPort) !== Number(port)) return false;
  const wanted = bare(name)
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  if (wanted === '') return false;
  if (isIP(host) !== 0) return isIP(wanted) !== 0 && isInNetwork(host, wanted, isIP(wanted) === 4 ? 32 : 128);
  return host === wanted || host.endsWith(`.${wanted}`);
}

/** Compares addresses rather than their spelling: `::1` and `0:0:0:0:0:0:0:1` are one. */
function isInNetwork(host: string, network: string, prefix: number): boolean {
  const family = isIP(network);
  if (isIP(host) === 0 || family === 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}

/** Without the brackets of an IPv6 address and the dot at the end of a full name. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
