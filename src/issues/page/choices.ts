import * as vscode from 'vscode';
import { fromView } from '../../editor/call.ts';
import { forDisplay } from '../../editor/privacy.ts';
import type { Services } from '../../editor/services.ts';
import { issueSeverities, issueStatuses } from '../../api/bland/issues.ts';
import type { ChoiceField } from '../../shared/issue-view.ts';
import { nameOf } from '../../triage/issues/members.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { listCategories } from '../ask-category.ts';
import { currentUserId } from '../ask-member.ts';
import { valueWord } from '../../editor/words/service-values.ts';
import { withPending } from './pending-issue.ts';
import type { IssuePort } from './port.ts';

interface Value {
  readonly label: string;
  /** Undefined: the command asks for it. */
  readonly value: string | null | undefined;
}

interface FieldWrite {
  readonly command: `callTriage.${string}`;
  readonly argument: string;
}

const writes: Readonly<Record<ChoiceField, FieldWrite>> = {
  status: { command: 'callTriage.setStatus', argument: 'status' },
  severity: { command: 'callTriage.setSeverity', argument: 'severity' },
  category: { command: 'callTriage.setCategory', argument: 'category' },
  assignee: { command: 'callTriage.assign', argument: 'assigneeId' },
  owner: { command: 'callTriage.setOwner', argument: 'ownerId' },
};

/** The values that the fields of a page can have. The page names one of those it was sent, and the field's command sets it. */
export class PageChoices {
  readonly #page: IssuePort;
  readonly #services: Services;
  readonly #offered = new Map<ChoiceField, readonly Value[]>();

  constructor(page: IssuePort, services: Services) {
    this.#page = page;
    this.#services = services;
  }

  /** Posts the values of a field; where the service does not list them, the command asks instead. @throws ServiceError */
  async offer(field: ChoiceField): Promise<void> {
    const page = this.#page;
    const now = this.#current(field);
    let values: readonly Value[];
    try {
      values = await this.#values(field);
    } catch (error) {
      page.post({ type: 'choices', field, choices: [] });
      throw error;
    }
    this.#offered.set(field, values);
    const choices = values.map(({ label, value }, place) => ({
      id: String(place),
      label: forDisplay(label),
      isCurrent: value === now,
    }));
    page.post({ type: 'choices', field, choices });
    if (values.length === 0) await this.#run(field, undefined);
  }

  async choose(field: ChoiceField, choice: string): Promise<void> {
    const chosen = this.#offered.get(field)?.[Number(choice)];
    if (chosen === undefined || chosen.value === this.#current(field)) return;
    await this.#run(field, chosen.value);
  }

  async #run(field: ChoiceField, value: string | null | undefined): Promise<void> {
    const { command, argument } = writes[field];
    const given = value === undefined ? {} : { [argument]: value };
    await vscode.commands.executeCommand(command, { [fromView]: true, ...this.#page.target, ...given });
  }

  #current(field: ChoiceField): string | null {
    const { issue } = this.#page;
    if (issue === undefined) return null;
    const { issue: seen } = withPending(issue, this.#page.session());
    const { status, severity, category, assignee_id: assignee, owner_id: owner } = seen;
    return { status, severity, category, assignee, owner }[field];
  }

  async #values(field: ChoiceField): Promise<readonly Value[]> {
    switch (field) {
      case 'status':
        return issueStatuses.map((value) => ({ label: valueWord(value), value }));
      case 'severity':
        return issueSeverities.map((value) => ({ label: valueWord(value), value }));
      case 'category': {
        const known = await listCategories(this.#page.session());
        const values = known.map(({ name }) => ({ label: printable(name), value: name }));
        return [...values, { label: vscode.l10n.t('New Category…'), value: undefined }];
      }
      case 'assignee':
      case 'owner':
        return this.#people();
    }
  }

  /** The current user, the other members, and nobody. */
  async #people(): Promise<readonly Value[]> {
    const session = this.#page.session();
    const orgId = this.#page.issue?.org_id ?? null;
    const members = orgId === null ? undefined : await session.members.of(orgId);
    if (members === undefined) return [];
    const me = await currentUserId(this.#services, session);
    const { l10n } = vscode;
    const own = members.filter(({ user_id: id }) => id === me);
    const others = members.filter((member) => !own.includes(member));
    return [
      ...own.map((member) => ({ label: l10n.t('{0} (me)', nameOf(member)), value: member.user_id })),
      ...others.map((member) => ({ label: nameOf(member), value: member.user_id })),
      { label: l10n.t('Nobody'), value: null },
    ];
  }
}
