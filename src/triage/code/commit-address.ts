/** A host's repository, by the address of its pages. */
type Pages = (path: readonly string[]) => string | undefined;

/** A path of two parts or, where groups nest, more. */
const pagesAt =
  (origin: string, commit: string, nests = false): Pages =>
  (path) =>
    path.length === 2 || (nests && path.length > 2) ? `${origin}/${path.join('/')}/${commit}` : undefined;

const github = pagesAt('https://github.com', 'commit');
const gitlab = pagesAt('https://gitlab.com', '-/commit', true);
const bitbucket = pagesAt('https://bitbucket.org', 'commits');

/** `organisation/project/_git/repository`; the project is left out where the repository has its name. */
const azure: Pages = (path) => {
  const [organisation, ...rest] = path;
  return organisation === undefined ? undefined : azureAt(`https://dev.azure.com/${organisation}`, rest);
};

function azureAt(origin: string, path: readonly string[]): string | undefined {
  const at = path.indexOf('_git');
  const isWhole = (at === 0 || at === 1) && path.length === at + 2;
  return isWhole ? `${origin}/${path.join('/')}/commit` : undefined;
}

/** `v3/organisation/project/repository`, as SSH has it. */
const azureSsh: Pages = ([version, organisation, project, repository, ...more]) =>
  version !== 'v3' || repository === undefined || more.length > 0
    ? undefined
    : `https://dev.azure.com/${organisation}/${project}/_git/${repository}/commit`;

const hosts: ReadonlyMap<string, Pages> = new Map([
  ['github.com', github],
  ['www.github.com', github],
  // Port 443, for networks that let nothing else through.
  ['ssh.github.com', github],
  ['gitlab.com', gitlab],
  ['altssh.gitlab.com', gitlab],
  ['bitbucket.org', bitbucket],
  ['altssh.bitbucket.org', bitbucket],
  ['dev.azure.com', azure],
  ['ssh.dev.azure.com', azureSsh],
  ['vs-ssh.visualstudio.com', azureSsh],
]);

/** Returns the address of a commit's page; undefined where the host is not known. Users and passwords of a remote are left out. */
export function commitAddress(remote: string, hash: string): string | undefined {
  const place = /^[0-9a-f]{7,64}$/i.test(hash) ? placeOf(remote.trim()) : undefined;
  if (place === undefined) return undefined;
  const { host, path } = place;
  const [, organisation] = /^([a-z0-9][a-z0-9-]*)\.visualstudio\.com$/.exec(host) ?? [];
  const isOld = organisation !== undefined && organisation !== 'vs-ssh';
  const pages = isOld
    ? // The collection that all of them had.
      azureAt(`https://${host}`, path[0] === 'DefaultCollection' ? path.slice(1) : path)
    : hosts.get(host)?.(path);
  return pages === undefined ? undefined : `${pages}/${hash}`;
}

/** Reads `https://host/path`, `ssh://git@host:22/path` and `git@host:path`. */
function placeOf(remote: string): { readonly host: string; readonly path: readonly string[] } | undefined {
  if (remote.length > 2_000) return undefined;
  const [, short, shortPath] = /^(?:[^@/\\:\s]+@)?([^@/\\:\s]+):(?!\/\/)\/?(.+)$/.exec(remote) ?? [];
  if (short !== undefined && shortPath !== undefined) return at(short, shortPath);
  if (!/^(?:https?|ssh|git|git\+ssh):\/\//i.test(remote) || !URL.canParse(remote)) return undefined;
  const { hostname, pathname } = new URL(remote);
  return at(hostname, pathname);
}

function at(host: string, path: string) {
  const written = path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/');
  const parts = written.map(encoded);
  return parts.every((part) => part !== undefined) ? { host: host.toLowerCase(), path: parts } : undefined;
}

/** A part of a path in the form of an address; undefined for what leads elsewhere or is encoded wrongly. */
function encoded(part: string): string | undefined {
  try {
    const plain = decodeURIComponent(part);
    if (plain === '' || plain === '.' || plain === '..' || /[\p{C}/\\]/u.test(plain)) return undefined;
    return encodeURIComponent(plain);
  } catch {
    return undefined;
  }
}
