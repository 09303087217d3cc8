import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Issue } from '../../api/bland/issues.ts';
import { type Call, runAs } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { isMasked } from '../../editor/masking.ts';
import { confirm, inform } from '../../editor/notices.ts';
import { askIssue, askPick, issueTarget } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { excerpt } from '../../editor/words/format.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import { maskPersonal } from '../../shared/mask.ts';
import { branchName } from '../../triage/code/branch-name.ts';
import { BranchExistsError, NodeNotFoundError } from '../../triage/code/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askRepository } from '../ask-repository.ts';
import { byGit, type Repository } from '../git-extension.ts';
import { waitInUi } from '../../editor/progress.ts';

const id = z.string().check(z.minLength(1));

/**
 * Begins to work on an issue: a branch of its name, the file of the node that a flag is on, and the status in progress where that
 * is wanted. What follows the branch does not undo it when it fails.
 */
export default defineCommand({
  args: z.object({
    ...issueTarget,
    /** Names the node to open. */
    flagId: z.optional(id),
    /** The repository, or a file in it. */
    repository: z.optional(uriArgument),
    /** Uses the branch if it is there already. */
    checkout: z.optional(z.literal(true)),
    /** Left out, the setting `callTriage.code.setInProgress` decides. */
    inProgress: z.optional(z.boolean()),
  }),
  async run(services, args, call) {
    const { l10n } = vscode;
    const session = services.session(args.connectionId);
    const issueId = await askIssue(session, args.issueId, call);
    const issue = await waitInUi(call, l10n.t('Loading issue'), session.issues.find(issueId));
    const code = printable(issue.triage_id);
    const repository = await askRepository(args.repository, l10n.t('Start Work on {0}', code), call);
    const { branch, isNew } = await switchToBranch(repository, issue, args.checkout === true, call);
    const target = { connectionId: session.connection.id, issueId };
    const wanted = args.inProgress ?? wantsInProgress();
    const isDue = issue.status !== 'in_progress';
    const setStatus = () => runAs(call, 'setStatus', { ...target, status: 'in_progress' });
    const status = isDue && wanted === true ? await setStatus() : undefined;
    if (call.fromUi) {
      const sentence = isNew ? l10n.t('Created branch {0}.', branch) : l10n.t('On branch {0}.', branch);
      const button = l10n.t('Set to In Progress');
      const isOffered = isDue && wanted === undefined;
      void inform(sentence, ...(isOffered ? [button] : [])).then(async (chosen) => {
        if (chosen === button) await setStatus();
      });
    }
    const node = await openFlagged(services, session, issue, args.flagId, call);
    return {
      branch,
      created: isNew,
      repository: repository.rootUri.toString(),
      ...(status === undefined ? {} : { status }),
      node: node ?? null,
    };
  },
});

/** Undefined: it is offered. */
function wantsInProgress(): boolean | undefined {
  switch (vscode.workspace.getConfiguration('callTriage.code').get('setInProgress')) {
    case 'always':
      return true;
    case 'never':
      return false;
    default:
      return undefined;
  }
}

interface Switched {
  readonly branch: string;
  readonly isNew: boolean;
}

/**
 * Checks the branch of an issue out, and makes it where there is none. One that was made under another title is its branch, too.
 *
 * @throws BranchExistsError, GitRefusedError, Cancelled
 */
async function switchToBranch(
  repository: Repository,
  issue: Pick<Issue, 'triage_id' | 'title'>,
  mayExist: boolean,
  call: Call,
): Promise<Switched> {
  const { l10n } = vscode;
  const bare = branchName(issue.triage_id, '');
  const branch = branchName(issue.triage_id, isMasked() ? maskPersonal(issue.title) : issue.title);
  const isOwn = (name = ''): boolean => name === bare || name.startsWith(`${bare}-`);
  const current = repository.state.HEAD?.name;
  if (current !== undefined && isOwn(current)) return { branch: current, isNew: false };
  const branches = await byGit(() => repository.getBranches({ pattern: `refs/heads/${bare}*` }));
  const own = branches.flatMap(({ name, remote }) => (name !== undefined && remote === undefined ? name : []));
  const known = own.find((name) => name === branch) ?? own.find(isOwn);
  if (known === undefined) {
    await byGit(() => repository.createBranch(branch, true));
    return { branch, isNew: true };
  }
  if (!mayExist) {
    if (!call.fromUi) throw new BranchExistsError(known);
    const checkOut = l10n.t('Check Out');
    await confirm(l10n.t('The branch {0} already exists.', known), l10n.t('Check it out?'), checkOut);
  }
  await byGit(() => repository.checkout(known));
  return { branch: known, isNew: false };
}

/** Opens the node of a flag, else that of the only flag with one; several are offered. Undefined when none is opened. */
async function openFlagged(
  services: Services,
  session: Session,
  { id: issueId }: Issue,
  flagId: string | undefined,
  call: Call,
): Promise<unknown> {
  try {
    const chosen = flagId ?? (await askFlag(session, issueId, call));
    if (chosen === undefined) return undefined;
    return await runAs(call, 'openNode', { connectionId: session.connection.id, issueId, flagId: chosen });
  } catch (error) {
    if (!isCancelled(error) && !(error instanceof NodeNotFoundError)) {
      services.log.warn(`The node of an issue was not opened: ${loggedAs(error)}`);
    }
    return undefined;
  }
}

/** One flag for each node. */
async function askFlag(session: Session, issueId: string, call: Call): Promise<string | undefined> {
  await waitInUi(call, vscode.l10n.t('Loading flags'), session.issues.loadFlags(issueId));
  const { items } = session.issues.contents(issueId).flags;
  const byNode = new Map(items.flatMap((flag) => (flag.node_id === null ? [] : [[flag.node_id, flag] as const])));
  const [only, ...others] = [...byNode.values()];
  if (only === undefined || others.length === 0) return only?.id;
  if (!call.fromUi) return undefined;
  const rows = [only, ...others].map((flag) => ({
    label: printable(flag.node_name ?? flag.node_id ?? ''),
    description: [printable(flag.type), excerpt(printable(flag.message_text ?? ''), 60)].join(' · '),
    value: flag.id,
  }));
  return askPick(call, 'flagId', vscode.l10n.t('Open Node'), rows);
}
