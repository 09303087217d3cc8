import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../editor/call.ts';
import type { Member } from '../api/bland/members.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { askPick, askText, refuseToAsk } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { waitInUi } from '../editor/progress.ts';
import { loggedAs } from '../shared/logged-as.ts';
import { OrganisationUnknownError } from '../triage/sessions/errors.ts';
import { KeyValueStore, keyOf } from '../triage/key-value-store.ts';
import { nameOf } from '../triage/issues/members.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** IDs of the users of this machine, by organization: asked once, since an API key does not name its user. */
const storedUserIds = ({ database }: Services): KeyValueStore<string> => new KeyValueStore(database, 'me', z.string());

/** Returns the current user's ID, if the user chose it or the service's answers revealed it. */
export async function currentUserId(services: Services, session: Session): Promise<string | undefined> {
  const orgId = organizationOf(session);
  // If it cannot be read, it is asked for again.
  const said =
    orgId === null
      ? undefined
      : await storedUserIds(services)
          .get(keyOf(orgId))
          .catch(() => undefined);
  return said ?? (await session.me().catch(() => null)) ?? undefined;
}

/** Asks which member the user is, and stores the answer. */
export async function askCurrentUser(services: Services, session: Session, call: Call): Promise<string> {
  const orgId = organizationOf(session);
  if (orgId === null)
    throw new OrganisationUnknownError(vscode.l10n.t('The service did not return the owners of these issues.'));
  const prompt = { argument: 'userId', title: vscode.l10n.t('Choose Your Account') } as const;
  const members = await waitInUi(call, vscode.l10n.t('Loading members'), session.members.of(orgId));
  if (members !== undefined) return askWhichMember(services, orgId, members, prompt, call);
  const me = await askUserId(prompt, call);
  await remember(services, orgId, me);
  return me;
}

function organizationOf({ issues }: Session): string | null {
  return issues.loaded.find((issue) => issue.org_id !== null)?.org_id ?? null;
}

/** A prompt for a member, and the argument it stands for. */
export interface MemberPrompt {
  readonly argument: 'assigneeId' | 'ownerId' | 'userId';
  readonly title: string;
}

/**
 * Asks for a member: the current user first, then the others, then nobody.
 *
 * @param issueId an issue, which tells the organization
 * @returns a user ID, or null for nobody
 */
export async function askMember(
  services: Services,
  session: Session,
  issueId: string,
  prompt: MemberPrompt,
  call: Call,
): Promise<string | null> {
  refuseToAsk(call, prompt.argument);
  const finding = session.issues.find(issueId);
  const { org_id: orgId } = await waitInUi(call, vscode.l10n.t('Loading issue'), finding);
  if (orgId === null)
    throw new OrganisationUnknownError(vscode.l10n.t('The service did not return the owner of this issue.'));
  const members = await waitInUi(call, vscode.l10n.t('Loading members'), session.members.of(orgId));
  const nobody = { label: vscode.l10n.t('Nobody'), iconPath: new vscode.ThemeIcon('circle-slash'), value: null };
  if (members === undefined) return askUserId(prompt, call);
  // If it cannot be read, it is asked for again.
  const known = await storedUserIds(services)
    .get(keyOf(orgId))
    .catch(() => undefined);
  const me = members.find(({ user_id: id }) => id === known);
  const others = members.filter((member) => member !== me).map(itemOf);
  const asked = { label: vscode.l10n.t('Me…'), iconPath: new vscode.ThemeIcon('account'), value: undefined };
  const first =
    me === undefined
      ? { ...asked, description: vscode.l10n.t('Choose your account once') }
      : { ...itemOf(me), ...meRow };
  const another = { label: vscode.l10n.t('Change Account…'), value: undefined };
  const items = [first, ...others, nobody, ...(me === undefined ? [] : [another])];
  const picked = await askPick<string | null | undefined>(call, prompt.argument, prompt.title, items);
  return picked === undefined ? askWhichMember(services, orgId, members, prompt, call) : picked;
}

const meRow = { description: vscode.l10n.t('me'), iconPath: new vscode.ThemeIcon('account') };

function itemOf(member: Member) {
  const label = nameOf(member);
  const email = printable(member.member_email);
  return { label, description: email === label ? '' : email, value: member.user_id };
}

async function askUserId({ argument, title }: MemberPrompt, call: Call): Promise<string> {
  return askText(call, argument, {
    title,
    prompt: vscode.l10n.t('This API key cannot list members. Enter the user ID:'),
  });
}

async function askWhichMember(
  services: Services,
  orgId: string,
  members: readonly Member[],
  { argument }: MemberPrompt,
  call: Call,
): Promise<string> {
  const me = orCancelled(await askPick(call, argument, vscode.l10n.t('Choose Your Account'), members.map(itemOf)));
  await remember(services, orgId, me);
  return me;
}

async function remember(services: Services, orgId: string, me: string): Promise<void> {
  await storedUserIds(services)
    .set(keyOf(orgId), me)
    // The answer is used all the same, and asked for again next time.
    .catch((error: unknown) => services.log.warn(`Who you are cannot be kept: ${loggedAs(error)}`));
}
