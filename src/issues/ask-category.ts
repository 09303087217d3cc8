import * as vscode from 'vscode';
import type { Category } from '../api/bland/categories.ts';
import { maxCategoryLength } from '../api/bland/issue-body.ts';
import { allItems } from '../api/pages.ts';
import { given } from '../editor/cancelled.ts';
import type { Call } from '../editor/command.ts';
import { askInput } from '../editor/input.ts';
import { makeWrite } from '../editor/make-write.ts';
import { pickOne } from '../editor/picks.ts';
import { refuseToAsk } from '../editor/prompts.ts';
import type { Services } from '../editor/services.ts';
import type { Session } from '../triage/session.ts';
import { printable } from '../triage/transcript.ts';
import { createCategory } from '../triage/outbox/kinds/create-category.ts';

/** Pages of the catalogue that are read: 500 categories are more than a picker can use. */
const maxPages = 5;

/** A category of the catalogue, or a new one, which is added to the catalogue. */
export async function askCategory(services: Services, session: Session, call: Call): Promise<string> {
  refuseToAsk(call, 'category');
  const known = (await catalogue(session)).map(({ name }) => name);
  const items = known.map((name) => ({ label: printable(name), name }));
  const create = { label: vscode.l10n.t('New category…'), name: undefined, alwaysShow: true };
  const title = vscode.l10n.t('Category');
  const picked = given(await pickOne([...items, create], { title, ignoreFocusOut: true }));
  if (picked.name !== undefined) return picked.name;
  const name = await askCategoryName();
  // A second one of the same name is never asked for: what the service would do with it is not documented.
  if (!known.includes(name)) await makeWrite(services, session, createCategory, { category: { name } }, call);
  return name;
}

/** The catalogue, or as much of it as a picker can use. @throws ServiceError */
export async function catalogue(session: Session): Promise<readonly Category[]> {
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
        ? vscode.l10n.t('A category has 1 to {0} characters; this one has {1}.', maxCategoryLength, text.trim().length)
        : { message: `${text.length}/${maxCategoryLength}`, severity: vscode.InputBoxValidationSeverity.Info },
  });
  return given(typed).trim();
}
