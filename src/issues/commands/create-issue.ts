import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Call, fromView } from '../../editor/call.ts';
import type { Flag } from '../../api/bland/flags.ts';
import {
  type Issue,
  type NewIssue,
  issueSeverities,
  issueStatuses,
  maxCategoryLength,
  maxDescriptionLength,
  maxTitleLength,
} from '../../api/bland/issues.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { remedy } from '../../editor/errors/explanation.ts';
import { defineCommand } from '../../editor/command.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { inform, informWithUndo } from '../../editor/notices.ts';
import { connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { runSteps, type Step } from '../../editor/prompts/steps.ts';
import { openDraft, type TextDraft } from '../../editor/prompts/text-draft.ts';
import { askLongText } from '../../editor/prompts/text-prompt.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { addFlag } from '../../triage/outbox/kinds/add-flag.ts';
import { attachResource } from '../../triage/outbox/kinds/attach-resource.ts';
import { createFlaggedIssue } from '../../triage/outbox/kinds/create-flagged-issue.ts';
import { createIssue } from '../../triage/outbox/kinds/create-issue.ts';
import { deleteIssue } from '../../triage/outbox/kinds/delete-issue.ts';
import { addCategory, type ChosenCategory, chooseCategory } from '../ask-category.ts';
import { attachedWords } from '../attach/attach-and-report.ts';
import { askSeverity } from '../ask-issue-fields.ts';
import { askTitle } from '../ask-title.ts';
import { issuePanelsOf } from '../page/panels.ts';
import { flagOfIssueSchema, noteOfFlag, preparedFlag, typeOfFlag } from '../flag-of-issue.ts';

const id = z.string().check(z.minLength(1));
const resourceType = z.enum(['call', 'sms_conversation', 'file']);
const argsSchema = z.object({
  ...connectionTarget,
  title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxTitleLength))),
  severity: z.optional(z.enum(issueSeverities)),
  category: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(maxCategoryLength))),
  description: z.optional(z.string().check(z.maxLength(maxDescriptionLength))),
  status: z.optional(z.enum(issueStatuses)),
  ownerId: z.optional(id),
  assigneeId: z.optional(id),
  agentId: z.optional(id),
  resources: z.optional(z.array(z.object({ resourceType, resourceId: id }))),
  // From a row of the tree or a message of a transcript.
  resourceType: z.optional(resourceType),
  resourceId: z.optional(id),
  callId: z.optional(id),
  // The call of the flag is attached, too.
  flag: z.optional(flagOfIssueSchema),
});
type Args = z.infer<typeof argsSchema>;
type Links = NonNullable<NewIssue['resource_links']>;

/**
 * Creates an issue (Create Issue). From a call or a transcript, the call is attached in the same request; a flag
 * is added once the issue exists.
 */
export default defineCommand({
  args: argsSchema,
  async run(services, args, call) {
    const session = services.session(args.connectionId);
    const links = linksOf(args);
    if (args.title === undefined) refuseToAsk(call, 'title');
    const drafts = call.fromUi ? await openDrafts(services, session) : undefined;
    const asked = await askRest(services, session, args, call, drafts);
    if (asked.existing !== undefined) {
      const existing = await useExisting(services, session, asked.existing, args, call);
      drafts?.title.discard();
      return existing;
    }
    const { title, severity, category, description, flag } = asked;
    await addCategory(services, session, category, call);
    const issue: NewIssue = {
      title,
      severity,
      category: category.name,
      ...(description === '' ? {} : { description }),
      ...(args.status === undefined ? {} : { status: args.status }),
      ...(args.ownerId === undefined ? {} : { owner_id: args.ownerId }),
      ...(args.assigneeId === undefined ? {} : { assignee_id: args.assigneeId }),
      ...(args.agentId === undefined ? {} : { agent_id: args.agentId }),
      ...(links.length === 0 ? {} : { resource_links: links }),
    };
    // It holds text somebody wrote: a refused write stays in the outbox.
    const made =
      flag === undefined
        ? await makeWrite(services, session, createIssue, { issue }, call, call.fromUi)
        : await makeWrite(services, session, createFlaggedIssue, { issue, ...flag }, call, call.fromUi);
    if (args.title === undefined) drafts?.title.discard();
    if (args.description === undefined && args.flag === undefined) drafts?.description.discard();
    if (isPending(made)) return made;
    const result = 'flag' in made ? { ...made.issue, flag: made.flag } : made;
    if (call.fromUi) await report(services, session, result, call);
    return result;
  },
});

/** Reports the issue with *Open Issue* and *Undo*. */
async function report(services: Services, session: Session, made: Issue & { readonly flag?: Flag }, call: Call) {
  const { l10n } = vscode;
  const [code, title] = [printable(made.triage_id), printable(made.title)];
  const sentence =
    made.flag === undefined
      ? l10n.t('Created {0}  {1}', code, title)
      : l10n.t('Created {0}  {1}, with the flag {2}', code, title, printable(made.flag.type));
  // Adding the flag changed the last activity.
  const now = made.flag === undefined ? made : await session.api.issues.get(made.id).catch(() => made);
  const open = {
    ...remedy(l10n.t('Open Issue'), 'openIssue'),
    args: { [fromView]: true, issueId: made.id, connectionId: session.connection.id },
  };
  informWithUndo(services, sentence, () => undoCreate(services, session, now, call), open);
}

async function openDrafts(services: Services, session: Session) {
  const open = (kind: 'title' | 'description') => openDraft(services, session, kind, null);
  const [title, description] = await Promise.all([open('title'), open('description')]);
  return { title, description };
}

/** The fields of a new issue, or the existing one that the user chose instead. */
type Asked =
  | { readonly existing: Issue }
  | {
      readonly existing?: undefined;
      readonly title: string;
      readonly severity: NewIssue['severity'];
      readonly category: ChosenCategory;
      readonly description: string;
      readonly flag: ReturnType<typeof preparedFlag> | undefined;
    };

/** Asks for missing arguments in numbered steps with *Back*; a script gets an error. */
async function askRest(
  services: Services,
  session: Session,
  args: Args,
  call: Call,
  drafts: Awaited<ReturnType<typeof openDrafts>> | undefined,
): Promise<Asked> {
  const attaching = linksOf(args).length > 0;
  let existing: Issue | undefined;
  let { title, severity, description } = args;
  let category = args.category === undefined ? undefined : { name: args.category, isNew: false };
  let { type, note } = args.flag ?? {};
  const { flag } = args;
  const steps: ((step: Step) => Promise<void | 'stop'>)[] = [];
  if (args.title === undefined && drafts !== undefined) {
    steps.push(async (step) => {
      const taken = await askTitle(session, attaching, drafts.title, step, title ?? '');
      if (typeof taken === 'string') title = taken;
      else existing = taken;
      return existing === undefined ? undefined : 'stop';
    });
  }
  if (args.severity === undefined) {
    steps.push(async (step) => {
      severity = await askSeverity(call, undefined, { ...step, before: severity });
    });
  }
  if (args.category === undefined) {
    steps.push(async (step) => {
      category = await chooseCategory(session, call, { ...step, before: category });
    });
  }
  if (args.description === undefined && flag === undefined && drafts !== undefined) {
    steps.push(async (step) => {
      description = await askDescription(drafts.description, step);
    });
  }
  if (flag !== undefined && flag.type === undefined) {
    steps.push(async (step) => {
      type = await typeOfFlag(session, flag, call, { ...step, before: type });
    });
  }
  if (flag !== undefined && flag.note === undefined && call.fromUi) {
    steps.push(async (step) => {
      note = await noteOfFlag(services, session, flag, type ?? '', call, step);
    });
  }
  await runSteps(steps);
  if (existing !== undefined) return { existing };
  return {
    title: orCancelled(title),
    severity: orCancelled(severity),
    category: orCancelled(category),
    description: description ?? '',
    flag:
      flag === undefined ? undefined : preparedFlag(session, { ...flag, type: orCancelled(type), note: note ?? '' }),
  };
}

function askDescription(draft: TextDraft, step: Step): Promise<string> {
  return askLongText({
    title: vscode.l10n.t('Create Issue: Description'),
    prompt: vscode.l10n.t('What happened, and what should have? (optional)'),
    longest: maxDescriptionLength,
    optional: true,
    draft,
    step,
  });
}

/** Returns the evidence to attach: what is named, and the call of the flag. */
function linksOf({ resources = [], resourceType: type, resourceId, callId, flag }: Args): Links {
  const links: Links = resources.map((one) => ({ resource_type: one.resourceType, resource_id: one.resourceId }));
  if (type !== undefined && resourceId !== undefined) links.push({ resource_type: type, resource_id: resourceId });
  for (const id of [callId, flag?.callId]) {
    const isNew = !links.some((link) => link.resource_type === 'call' && link.resource_id === id);
    if (id !== undefined && isNew) links.push({ resource_type: 'call', resource_id: id });
  }
  return links;
}

/** Attaches evidence and flag to an existing issue, and opens its page for a person. */
async function useExisting(services: Services, session: Session, issue: Issue, args: Args, call: Call) {
  const links = linksOf(args);
  for (const { resource_type: type, resource_id: resourceId } of links) {
    const payload = { issueId: issue.id, resourceType: type, resourceId };
    const result = await makeWrite(services, session, attachResource, payload, call);
    if (isPending(result)) continue;
    void inform(attachedWords(type, printable(issue.triage_id), result.existed === true));
  }
  if (args.flag !== undefined) {
    const type = await typeOfFlag(session, args.flag, call);
    const note = await noteOfFlag(services, session, args.flag, type, call);
    const flag = preparedFlag(session, { ...args.flag, type, note });
    await makeWrite(services, session, addFlag, { issueId: issue.id, attach: false, ...flag }, call, true);
  }
  if (call.fromUi) issuePanelsOf(services).open({ connectionId: session.connection.id, issueId: issue.id });
  return issue;
}

/** Deletes the new issue; once somebody has worked on it, its code has to be typed. */
async function undoCreate(services: Services, session: Session, issue: Issue, call: Call): Promise<unknown> {
  const now = await session.api.issues.get(issue.id);
  if (now.last_activity_at !== issue.last_activity_at) {
    const target = { [fromView]: true, issueId: issue.id, connectionId: session.connection.id };
    return vscode.commands.executeCommand('callTriage.deleteIssue', target);
  }
  return makeWrite(services, session, deleteIssue, { issueId: issue.id }, call);
}
