// @ts-check
// The files that differ from the branch this one left, uncommitted and new ones included.
import { root } from '../paths.mjs';
import { run } from '../processes.mjs';

/** Where a branch may have left: the first of these that exists. */
const trunks = ['origin/HEAD', 'main', 'master'];

/** @param {readonly string[]} args @returns {Promise<string[] | undefined>} The lines it prints; undefined when it fails. */
async function git(...args) {
  const { code, output } = await run('git', args, { cwd: root });
  return code === 0 ? output.split('\n').filter((line) => line !== '') : undefined;
}

/** @returns {Promise<string>} A commit: where this branch left the trunk, or, on the trunk and without one, the last one. */
async function base() {
  for (const trunk of trunks) {
    const [commit] = (await git('merge-base', 'HEAD', trunk)) ?? [];
    if (commit !== undefined) return commit;
  }
  return 'HEAD';
}

/**
 * @returns {Promise<string[]>} Paths relative to the repository, deleted files left out.
 * @throws {Error} Outside a git repository.
 */
export async function changedFiles() {
  const tracked = await git('diff', '--name-only', '--relative', '--diff-filter=d', await base());
  const added = await git('ls-files', '--others', '--exclude-standard');
  if (tracked === undefined || added === undefined) throw new Error('What changed is only known in a git repository.');
  return [...tracked, ...added];
}
