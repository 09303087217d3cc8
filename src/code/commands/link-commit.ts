import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { maxCommentLength } from '../../api/bland/comments.ts';
import { type Call, runAs } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { confirm } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { dateAndTime, excerpt } from '../../editor/words/format.ts';
import { isPending } from '../../editor/make-write.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { commitAddress } from '../../triage/code/commit-address.ts';
import { NoRepositoryError } from '../../triage/code/errors.ts';
import { askRepository } from '../ask-repository.ts';
import { byGit, type Commit, type Repository } from '../git-extension.ts';

/** The commits that are offered. */
const most = 100;

/** Puts the address of a commit into a comment on an issue; the hash alone where the host of the repository is not known. */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    /** A hash, or any other name of a commit, such as `HEAD`. */
    commit: z.optional(z.string().check(z.regex(/^[^\s-][^\s]{0,199}$/))),
    /** The repository, or a file in it. */
    repository: z.optional(uriArgument),
    /** The comment; the commit's page is added to it. Left out, it is the commit's hash and first line. */
    detail: z.optional(z.string().check(z.maxLength(maxCommentLength))),
    allowNorm: z.optional(z.literal(true)),
  }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    if (args.commit === undefined) refuseToAsk(call, 'commit');
    const repository = await askRepository(args.repository, l10n.t('Link Commit'), call);
    const commit = await commitNamed(repository, args.commit, call);
    const { url, isPushed } = await placeOf(repository, commit.hash);
    if (call.fromUi && !isPushed) await confirmUnpushed(url !== undefined);
    const detail = [args.detail?.trim() || wordsOf(commit), url ?? ''].filter((part) => part !== '').join('\n');
    const { allowNorm } = args;
    const comment = await runAs(call, 'addComment', {
      connectionId: session.connection.id,
      issueId,
      detail,
      ...(allowNorm === undefined ? {} : { allowNorm }),
    });
    const linked = { commit: commit.hash, url: url ?? null, isPushed };
    if (typeof comment === 'object' && comment !== null && isPending(comment)) return { ...comment, ...linked };
    return comment === undefined ? undefined : { comment, ...linked };
  },
});

/** Returns the commit that is named, or the one that the user picks from the log, newest first. */
async function commitNamed(repository: Repository, name: string | undefined, call: Call): Promise<Commit> {
  if (name !== undefined) return byGit(() => repository.getCommit(name));
  if (repository.state.HEAD?.commit === undefined) throw new NoRepositoryError('no-commits');
  const commits = await byGit(() => repository.log({ maxEntries: most }));
  const items = commits.map((commit) => ({
    label: excerpt(subjectOf(commit), 80),
    description: [commit.hash.slice(0, 10), printable(commit.authorName ?? ''), dateOf(commit)]
      .filter((part) => part !== '')
      .join(' · '),
    iconPath: new vscode.ThemeIcon('git-commit'),
    value: commit,
  }));
  return askPick<Commit>(call, 'commit', vscode.l10n.t('Link Commit'), items);
}

function dateOf({ authorDate }: Commit): string {
  return authorDate === undefined ? '' : dateAndTime(authorDate.toISOString(), 'short');
}

const subjectOf = ({ message }: Commit): string => printable(message.split('\n', 1)[0] ?? '').trim();

/** The hash as code, and the first line of the message with what Markdown would take for more than words. */
function wordsOf(commit: Commit): string {
  const subject = excerpt(subjectOf(commit), 200).replaceAll(/[\\`*_~[\]<>]/g, String.raw`\$&`);
  return `\`${commit.hash.slice(0, 10)}\` ${subject}`.trim();
}

/** The page of a commit, and whether a remote has it as far as was fetched. */
async function placeOf(repository: Repository, hash: string) {
  const { state } = repository;
  const holders = await byGit(() => repository.getBranches({ remote: true, contains: hash }));
  const having = new Set(holders.flatMap(({ remote }) => remote ?? []));
  // What holds it comes first, then where the branch is pushed to.
  const usual = state.HEAD?.upstream?.remote ?? 'origin';
  const rank = ({ name }: { readonly name: string }): number => (having.has(name) ? 0 : 2) + (name === usual ? 0 : 1);
  const remotes = state.remotes.toSorted((a, b) => rank(a) - rank(b));
  const [url] = remotes.flatMap(({ fetchUrl, pushUrl }) => commitAddress(fetchUrl ?? pushUrl ?? '', hash) ?? []);
  return { url, isPushed: having.size > 0 };
}

/** Comments can be neither edited nor removed. @throws Cancelled */
async function confirmUnpushed(hasAddress: boolean): Promise<void> {
  const { l10n } = vscode;
  const detail = hasAddress
    ? l10n.t('Its address works once it is. Comments cannot be edited.')
    : l10n.t('Others cannot see it until it is. Comments cannot be edited.');
  await confirm(l10n.t('This commit is not pushed yet.'), detail, l10n.t('Link Anyway'));
}
