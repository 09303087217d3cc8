import * as vscode from 'vscode';
import type { ResourceLink } from '../../api/bland/resources.ts';
import type { Page } from '../../api/pages.ts';
import { chooseSeveral } from '../../editor/prompts/choose-several.ts';
import { createPicker, type LiteralRow, literalRow } from '../../editor/prompts/picks.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Evidence } from './attach-evidence.ts';
import { parseEvidence } from './read-evidence.ts';

/** A kind of evidence with a list of recent items. */
export interface EvidenceSource<T> {
  readonly resourceType: string;
  readonly title: string;
  readonly placeholder: string;
  fetch(cursor: string | undefined, signal: AbortSignal): Promise<Page<T>>;
  idOf(item: T): string;
  /** `description` and `detail` are searched too. */
  row(item: T): vscode.QuickPickItem;
}

type Row = vscode.QuickPickItem & { readonly evidence: readonly Evidence[] };

/**
 * Shows a quick pick of recent evidence, which searches what is loaded, with a button for more. IDs and URLs
 * that are typed or pasted are offered as well. Attached evidence is marked.
 *
 * @throws Cancelled when it is closed
 * @throws ServiceError when nothing could be loaded
 */
export async function pickEvidence<T>(
  session: Session,
  issueId: string,
  source: EvidenceSource<T>,
): Promise<readonly Evidence[]> {
  const picker = createPicker<Row>();
  const more: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('ellipsis'),
    tooltip: vscode.l10n.t('Load More'),
  };
  picker.title = source.title;
  picker.placeholder = source.placeholder;
  const abort = new AbortController();
  const { resources } = session.issues.contents(issueId);
  const attachedLink = ({ resourceType, resourceId }: Evidence): ResourceLink | undefined =>
    resources.items.find((link) => link.resource_type === resourceType && link.resource_id === resourceId);
  const marked = (row: Row): Row => {
    const evidence = row.evidence.map((one) => ({ ...one, attached: attachedLink(one) }));
    if (evidence.length === 0 || evidence.some(({ attached }) => attached === undefined)) return { ...row, evidence };
    // A description would be hidden behind the long label.
    return { ...row, evidence, detail: vscode.l10n.t('already attached') };
  };
  // If it fails, nothing is marked, and attaching again reports it as already attached.
  const loaded = session.issues.loadResources(issueId).catch(() => undefined);
  const rows = new Map<string, LiteralRow<Row>>();
  let cursor: string | undefined;
  const load = async (redraw: () => void): Promise<void> => {
    picker.busy = true;
    const [page] = await Promise.all([source.fetch(cursor, abort.signal), loaded]);
    for (const item of page.items) {
      const id = source.idOf(item);
      const evidence = [{ resourceType: source.resourceType, resourceId: id }];
      if (!rows.has(id)) rows.set(id, literalRow(marked({ ...source.row(item), evidence })));
    }
    cursor = page.nextCursor ?? undefined;
    picker.buttons = page.nextCursor === null ? [] : [more];
    picker.busy = false;
    redraw();
  };
  try {
    const picked = await chooseSeveral(picker, {
      typedRows(typed) {
        const row = typedRow(session, typed, source.resourceType);
        return row === undefined ? [] : [literalRow(marked(row))];
      },
      rows: () => [...rows.values()],
      isChoice: ({ evidence }) => evidence.length > 0,
      start(redraw, fail) {
        const loadOrFail = (): void => void load(redraw).catch(fail);
        picker.onDidTriggerButton(loadOrFail);
        loadOrFail();
      },
    });
    return picked.flatMap(({ evidence }) => evidence);
  } finally {
    abort.abort();
    picker.dispose();
  }
}

/** Returns a row for typed IDs or URLs, or the problem with a URL. Other text is a search. */
function typedRow(session: Session, text: string, resourceType: string): Row | undefined {
  const { evidence, problem } = parseEvidence(session, text, resourceType, false);
  if (problem !== undefined && (evidence.length > 0 || text.includes('://'))) {
    return { label: problem, iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true, evidence: [] };
  }
  const [first] = evidence;
  if (first === undefined || problem !== undefined) return undefined;
  const label =
    evidence.length === 1
      ? vscode.l10n.t('Attach {0}', first.resourceId)
      : vscode.l10n.t('Attach {0} IDs', evidence.length);
  return { label, iconPath: new vscode.ThemeIcon('add'), alwaysShow: true, evidence };
}
