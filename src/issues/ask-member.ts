import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Member } from '../api/bland/members.ts';
import { given } from '../editor/errors/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { askPick, askText, refuseToAsk } from '../editor/prompts/ask.ts';
import type { Services } from '../editor/services.ts';
import { loggedAs } from '../shared/logged-as.ts';
import { OrganisationUnknownError } from '../triage/errors.ts';
import { Kept, keyOf } from '../triage/kept.ts';
import { nameOf } from '../triage/issues/members.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';

/** The user id of whoever uses this machine, by organisation: asked once, since a key does not tell. */
const rememberedMe = ({ database }: Services): Kept<string> => new Kept(database, 'me', z.string());

/** Whoever uses this machine, as far as it is known: by what the service answered to the key, or because they said so. */
export async function knownMe(services: Services, session: Session): Promise<string | undefined> {
  const orgId = organisationOf(session);
  // What cannot be read is asked again.
  const said =
    orgId === null
      ? undefined
      : await rememberedMe(services)
          .get(keyOf(orgId))
          .catch(() => undefined);
  return said ?? (await session.me().catch(() => null)) ?? undefined;
}

/** Asks who of the members the user is, and remembers it. */
export async function chooseMe(services: Services, session: Session, call: Call): Promise<string> {
  const orgId = organisationOf(session);
  if (orgId === null)
    throw new OrganisationUnknownError(vscode.l10n.t('The service did not return the owners of these issues.'));
  const part = { argument: 'userId', title: vscode.l10n.t('Choose Your Account') } as const;
  const members = await session.members.of(orgId);
  if (members !== undefined) return askMe(services, orgId, members, part, call);
  const me = await askUserId(part, call);
  await remember(services, orgId, me);
  return me;
}

function organisationOf({ issues }: Session): string | null {
  return issues.loaded.find((issue) => issue.org_id !== null)?.org_id ?? null;
}

/** The part that somebody has in an issue. */
export interface Part {
  readonly argument: 'assigneeId' | 'ownerId' | 'userId';
  readonly title: string;
}

/**
 * Who has a part in an issue: me first, then the other members, then nobody.
 *
 * @param issueId an issue of the organisation, which is what names the organisation
 * @returns a user id, or null for nobody
 */
export async function askMember(
  services: Services,
  session: Session,
  issueId: string,
  part: Part,
  call: Call,
): Promise<string | null> {
  refuseToAsk(call, part.argument);
  const { org_id: orgId } = await session.issues.find(issueId, new AbortController().signal);
  if (orgId === null)
    throw new OrganisationUnknownError(vscode.l10n.t('The service did not return the owner of this issue.'));
  const members = await session.members.of(orgId);
  const nobody = { label: vscode.l10n.t('Nobody'), iconPath: new vscode.ThemeIcon('circle-slash'), value: null };
  if (members === undefined) return askUserId(part, call);
  // What cannot be read is asked again.
  const known = await rememberedMe(services)
    .get(keyOf(orgId))
    .catch(() => undefined);
  const me = members.find(({ user_id: id }) => id === known);
  const others = members.filter((member) => member !== me).map(itemOf);
  const asked = { label: vscode.l10n.t('Me…'), iconPath: new vscode.ThemeIcon('account'), value: undefined };
  const first =
    me === undefined
      ? { ...asked, description: vscode.l10n.t('Choose your account once') }
      : { ...itemOf(me), ...asMe };
  const another = { label: vscode.l10n.t('Change Account…'), value: undefined };
  const items = [first, ...others, nobody, ...(me === undefined ? [] : [another])];
  const picked = await askPick<string | null | undefined>(call, part.argument, part.title, items);
  return picked === undefined ? askMe(services, orgId, members, part, call) : picked;
}

const asMe = { description: vscode.l10n.t('me'), iconPath: new vscode.ThemeIcon('account') };

function itemOf(member: Member) {
  const label = nameOf(member);
  const email = printable(member.member_email);
  return { label, description: email === label ? '' : email, value: member.user_id };
}

async function askUserId({ argument, title }: Part, call: Call): Promise<string> {
  return askText(call, argument, {
    title,
    prompt: vscode.l10n.t('This API key cannot list members. Enter the user ID:'),
  });
}

async function askMe(
  services: Services,
  orgId: string,
  members: readonly Member[],
  { argument }: Part,
  call: Call,
): Promise<string> {
  const me = given(await askPick(call, argument, vscode.l10n.t('Choose Your Account'), members.map(itemOf)));
  await remember(services, orgId, me);
  return me;
}

async function remember(services: Services, orgId: string, me: string): Promise<void> {
  await rememberedMe(services)
    .set(keyOf(orgId), me)
    // The answer holds all the same; it is asked for again.
    .catch((error: unknown) => services.log.warn(`Who you are cannot be kept: ${loggedAs(error)}`));
}
