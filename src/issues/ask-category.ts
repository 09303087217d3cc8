import * as vscode from 'vscode';
import type { Call } from '../editor/call.ts';
import type { Category } from '../api/bland/categories.ts';
import { maxCategoryLength } from '../api/bland/issues.ts';
import { allItems } from '../api/pages.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { askInput } from '../editor/prompts/input.ts';
import { makeWrite } from '../editor/make-write.ts';
import { askPick, refuseToAsk } from '../editor/prompts/ask.ts';
import type { Step } from '../editor/prompts/steps.ts';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { createCategory } from '../triage/outbox/kinds/create-category.ts';

/** 500 categories are more than a picker can use. */
const maxPages = 5;

/** Asks for a category of the catalogue, or adds a new one to it. */
export async function askCategory(services: Services, session: Session, call: Call): Promise<string> {
  const category = await chooseCategory(session, call);
  await addCategory(services, session, category, call);
  return category.name;
}

/** A category, which is new when the catalogue does not have it. */
export interface ChosenCategory {
  readonly name: string;
  readonly isNew: boolean;
}

/** Asks for a category without adding a new one to the catalogue. */
export async function chooseCategory(
  session: Session,
  call: Call,
  step?: Step & { readonly before: ChosenCategory | undefined },
): Promise<ChosenCategory> {
  refuseToAsk(call, 'category');
  const known = (await listCategories(session)).map(({ name }) => name);
  const before = step?.before;
  const made = before?.isNew === true && !known.includes(before.name) ? [before.name] : [];
  const items = [...known, ...made].map((name) => ({ label: printable(name), value: name }));
  const create = { label: vscode.l10n.t('New category…'), value: undefined, alwaysShow: true };
  const title = step === undefined ? vscode.l10n.t('Set Category') : vscode.l10n.t('Create Issue: Category');
  const at = step === undefined ? undefined : { ...step, before: before?.name };
  const picked = await askPick<string | undefined>(call, 'category', title, [...items, create], at);
  const name = picked ?? (await askCategoryName());
  return { name, isNew: !known.includes(name) };
}

/** Adds a new category to the catalogue; for an existing name, the service's behavior is not documented. */
export async function addCategory(
  services: Services,
  session: Session,
  { name, isNew }: ChosenCategory,
  call: Call,
): Promise<void> {
  if (isNew) await makeWrite(services, session, createCategory, { category: { name } }, call);
}

/** @throws ServiceError */
export async function listCategories(session: Session): Promise<readonly Category[]> {
  const known: Category[] = [];
  const page = (cursor: string | undefined) => session.api.categories.list({ cursor, limit: 100 });
  for await (const category of allItems(page, { maxPages })) known.push(category);
  return known;
}

export async function askCategoryName(): Promise<string> {
  const typed = await askInput({
    title: vscode.l10n.t('New Category'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || text.length > maxCategoryLength
        ? vscode.l10n.t('A category has 1 to {0} characters ({1} now).', maxCategoryLength, text.trim().length)
        : { message: `${text.length}/${maxCategoryLength}`, severity: vscode.InputBoxValidationSeverity.Info },
  });
  return orCancelled(typed).trim();
}
