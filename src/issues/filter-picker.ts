import * as vscode from 'vscode';
import type { Agent } from '../api/bland/agents.ts';
import { defaultCategories, type Issue, issueSeverities, issueStatuses } from '../api/bland/issues.ts';
import type { Member } from '../api/bland/members.ts';
import { askInput } from '../editor/prompts/input.ts';
import { pickOne, pickSeveral } from '../editor/prompts/picks.ts';
import { idPasted } from '../triage/dashboard.ts';
import { nameOf } from '../triage/issues/members.ts';
import {
  type IssueQuery,
  isFiltered,
  isSupported,
  type QueryChange,
  type QueryField,
} from '../triage/issues/queries.ts';
import type { ServiceSupport } from '../triage/sessions/service-support.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { dateWords, filterWords, resourceWords, wordsOf } from './filter-words.ts';
import type { QueryNames } from './query-names.ts';
import { valueWord as word } from '../editor/words/service-values.ts';

type FieldItem = vscode.QuickPickItem & { readonly field?: QueryField; readonly clear?: true };
type ValueItem = vscode.QuickPickItem & { readonly change?: QueryChange; readonly another?: true };

// Pickers ignore the loss of focus, since the view redraws between the steps.

export interface Values {
  /** The issues that are loaded. */
  readonly loaded: readonly Issue[];
  readonly members: readonly Member[];
  readonly agents: readonly Agent[];
  readonly names: QueryNames;
}

/** Asks for a filter to set, of those that the service may know, showing each with its value. Undefined when the user is done. */
export async function pickField(
  query: IssueQuery,
  names: QueryNames,
  support: ServiceSupport,
): Promise<FieldItem | undefined> {
  const { l10n } = vscode;
  const known = offered().filter(([field]) => isSupported(field, support));
  const fields: FieldItem[] = known.map(([field, label]) => {
    const value = wordsOf(query, field, names);
    return { label, description: value ?? '', ...(value === undefined ? {} : withIcon('check')), field };
  });
  const clear: FieldItem[] = isFiltered(query)
    ? [
        {
          label: l10n.t('Clear all filters'),
          description: filterWords(query, names),
          ...withIcon('clear-all'),
          clear: true,
        },
      ]
    : [];
  return pickOne([...clear, ...fields], {
    title: l10n.t('Filter Issues (1/2)'),
    placeHolder: l10n.t('Choose a filter'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
}

function withIcon(icon: string): Pick<vscode.QuickPickItem, 'iconPath'> {
  return { iconPath: new vscode.ThemeIcon(icon) };
}

/** Asks for the value of a filter. Undefined returns to the first step. */
export async function pickValue(
  field: QueryField,
  query: IssueQuery,
  values: Values,
): Promise<QueryChange | undefined> {
  const { l10n } = vscode;
  const { loaded } = values;
  const title = l10n.t('Filter Issues (2/2): {0}', offered().find(([one]) => one === field)?.[1] ?? field);
  switch (field) {
    case 'status':
      return pickValues(title, field, query, [...issueStatuses, ...loaded.map((issue) => issue.status)]);
    case 'severity':
      return pickValues(title, field, query, [...issueSeverities, ...loaded.map((issue) => issue.severity)]);
    case 'category':
      return pickValues(title, field, query, [...defaultCategories, ...loaded.map((issue) => issue.category)]);
    case 'resourceType':
      return pickChange(title, [
        anyItem({ resourceType: null }),
        ...(['call', 'sms_conversation', 'file'] as const).map((resourceType) => ({
          label: resourceWords()[resourceType],
          change: { resourceType },
        })),
      ]);
    case 'hasAlert':
      return pickChange(title, [
        anyItem({ hasAlert: null }),
        { label: l10n.t('With an alert'), change: { hasAlert: true } },
        { label: l10n.t('Without an alert'), change: { hasAlert: false } },
      ]);
    case 'dateRange':
    case 'dateField':
      return pickChange(title, [
        anyItem({ dateRange: null }),
        ...(['last_activity_at', 'created_at'] as const).flatMap((dateField) =>
          (['24h', '7d', '30d', '90d'] as const).map((dateRange) => ({
            label: dateWords(dateField, dateRange),
            change: { dateField, dateRange },
          })),
        ),
      ]);
    case 'search':
      return inputText(title, l10n.t('Title, description or issue code'), field, query.search);
    default:
      return pickId(title, field, query, values);
  }
}

function offered(): readonly (readonly [QueryField, string])[] {
  const { l10n } = vscode;
  return [
    ['search', l10n.t('Search')],
    ['status', l10n.t('Status')],
    ['severity', l10n.t('Severity')],
    ['category', l10n.t('Category')],
    ['resourceType', l10n.t('Evidence')],
    ['assigneeId', l10n.t('Assignee')],
    ['ownerId', l10n.t('Owner')],
    ['dateRange', l10n.t('Date')],
    ['hasAlert', l10n.t('Alert')],
    ['agentId', l10n.t('Agent')],
    ['agentVersionId', l10n.t('Agent version')],
    ['dispatchId', l10n.t('Dispatch')],
    ['skillId', l10n.t('Skill')],
  ];
}

function anyItem(change: QueryChange): ValueItem {
  return { label: vscode.l10n.t('Any'), change };
}

async function pickChange(title: string, items: readonly ValueItem[]): Promise<QueryChange | undefined> {
  return (await pickOne(items, { title, matchOnDescription: true, ignoreFocusOut: true }))?.change;
}

async function pickValues(
  title: string,
  field: 'status' | 'severity' | 'category',
  query: IssueQuery,
  values: readonly string[],
): Promise<QueryChange | undefined> {
  const chosen = query[field] ?? [];
  const items = [...new Set([...values, ...chosen])]
    .filter((value) => value !== '')
    .map((value) => ({ label: word(value), value, picked: chosen.includes(value) }));
  const placeHolder = vscode.l10n.t('Choose one or more, or none for any');
  const picked = await pickSeveral(items, {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  return picked === undefined ? undefined : { [field]: picked.map(({ value }) => value) };
}

async function inputText(
  title: string,
  prompt: string,
  field: QueryField,
  value: string | undefined,
): Promise<QueryChange | undefined> {
  const text = await askInput({ title, prompt, value: value ?? '', ignoreFocusOut: true });
  return text === undefined ? undefined : { [field]: text.trim() };
}

type IdField = Exclude<
  QueryField,
  'search' | 'status' | 'severity' | 'category' | 'resourceType' | 'hasAlert' | 'dateField' | 'dateRange'
>;

/** Asks for an ID among those of the loaded issues, or another one. */
async function pickId(
  title: string,
  field: IdField,
  query: IssueQuery,
  { loaded, members, agents, names }: Values,
): Promise<QueryChange | undefined> {
  const { l10n } = vscode;
  const isPerson = field === 'assigneeId' || field === 'ownerId';
  const listed = {
    people: members.map((member) => [member.user_id, nameOf(member)] as const),
    agents: agentsIn(agents),
  };
  const known = new Map<string, string>(isPerson ? listed.people : field === 'agentId' ? listed.agents : []);
  for (const issue of loaded) {
    const [value, name] = idOf(issue, field);
    if (value !== null && !known.has(value)) known.set(value, name ?? (isPerson ? names.personOf(value) : value));
  }
  const items: ValueItem[] = [
    anyItem({ [field]: null }),
    ...[...known].map(([value, name]) => ({
      label: printable(name),
      description: value === query[field] ? l10n.t('active') : name === value ? '' : value,
      change: { [field]: value },
    })),
    { label: l10n.t('Other ID…'), ...withIcon('edit'), another: true },
  ];
  const placeHolder = placeHolderOf(field);
  const picked = await pickOne(items, {
    title,
    placeHolder,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (picked?.another !== true) return picked?.change;
  const typed = await inputText(title, l10n.t('ID or dashboard URL'), field, query[field]);
  const value = typed?.[field];
  return typeof value === 'string' ? { [field]: idPasted(value, field === 'agentId' ? 'agent' : undefined) } : typed;
}

function agentsIn(agents: readonly Agent[]): (readonly [string, string])[] {
  return agents.map(({ id, name }) => [id, printable(name).trim() || id] as const);
}

function placeHolderOf(field: IdField): string {
  const { l10n } = vscode;
  if (field === 'assigneeId' || field === 'ownerId') return l10n.t('Choose a user');
  return field === 'agentId' ? l10n.t('Choose an agent') : l10n.t('Values of loaded issues, or another ID');
}

function idOf(issue: Issue, field: IdField): readonly [id: string | null, name: string | null] {
  switch (field) {
    case 'assigneeId':
      return [issue.assignee_id, null];
    case 'ownerId':
      return [issue.owner_id, null];
    case 'agentId':
      return [issue.agent_id, null];
    case 'agentVersionId':
      return [issue.agent_version_id, null];
    case 'dispatchId':
      return [issue.dispatch_id, issue.dispatch_name];
    case 'skillId':
      return [issue.skill_id, issue.skill_name];
  }
}
