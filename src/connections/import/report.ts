import * as vscode from 'vscode';
import { forDisplay } from '../../editor/privacy.ts';
import { inform, warn } from '../../editor/notices.ts';
import type { Services } from '../../editor/services.ts';
import type { ImportOutcome } from '../../triage/calls/importing/import-calls.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { importReport, importSentence } from './words.ts';

const scheme = 'call-triage-import';

/** Reports of imports as documents that are read, not saved. They end with the window. */
class ImportReports implements vscode.Disposable {
  readonly #texts: string[] = [];
  readonly #provider: vscode.Disposable;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => forDisplay(this.#texts[Number(query)] ?? ''),
    });
  }

  async show(text: string): Promise<void> {
    const number = this.#texts.push(text) - 1;
    const name = vscode.l10n.t('Import {0}', number + 1);
    const uri = vscode.Uri.from({ scheme, path: `/${name}.txt`, query: String(number) });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.#provider.dispose();
  }
}

/** Says what an import did, and shows the details on demand. */
export async function reportImport(services: Services, session: Session, outcome: ImportOutcome): Promise<void> {
  const { l10n } = vscode;
  const { rejected, unmatchedFlags, notes } = outcome;
  const isWhole = rejected.length + unmatchedFlags.length === 0;
  const details = l10n.t('Show Details');
  const buttons = isWhole && notes.length === 0 ? [] : [details];
  const chosen = await (isWhole ? inform : warn)(importSentence(outcome), ...buttons);
  if (chosen !== details) return;
  const codeOf = (issueId: string): string => session.issues.get(issueId)?.triage_id ?? issueId;
  await services.once(ImportReports).show(importReport(outcome, codeOf));
}
