import * as vscode from 'vscode';
import { askPick } from '../editor/prompts/ask.ts';
import type { Call } from '../editor/call.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { type CaseExtension, caseExtensions, type CaseFormat, caseFormats } from '../triage/cases/case-formats.ts';
import { InvalidArgumentError } from '../triage/errors.ts';

/** The file name without an extension that is proposed. */
const name = 'call-flags';

export function askCaseFormat(call: Call): Promise<CaseFormat> {
  const { l10n } = vscode;
  const labels: Readonly<Record<CaseFormat, string>> = {
    case: 'Call Triage',
    'openai-evals': 'OpenAI Evals',
    langsmith: 'LangSmith',
    langfuse: 'Langfuse',
    braintrust: 'Braintrust',
    promptfoo: 'promptfoo',
  };
  const notes: Readonly<Partial<Record<CaseFormat, string>>> = {
    case: l10n.t('for test runners such as vitest and pytest'),
    'openai-evals': l10n.t('open-source runner'),
  };
  const items = caseFormats.map((format) => ({
    label: labels[format],
    description: [notes[format] ?? '', caseExtensions[format].map((one) => `.${one}`).join(' ')]
      .filter(Boolean)
      .join(' · '),
    value: format,
  }));
  return askPick<CaseFormat>(call, 'format', l10n.t('Create Test Case: Format'), items);
}

/** Returns the extension of a file. @throws InvalidArgumentError when the format is not written to such files */
export function extensionOf(format: CaseFormat, uri: vscode.Uri): CaseExtension {
  const written = /\.([a-z]+)$/i.exec(uri.path)?.[1]?.toLowerCase();
  const extension = caseExtensions[format].find((one) => one === written);
  if (extension !== undefined) return extension;
  const allowed = caseExtensions[format].map((one) => `.${one}`).join(', ');
  throw new InvalidArgumentError(
    'uri',
    vscode.l10n.t('Test cases in this format are written to files that end in {0}.', allowed),
  );
}

type Choice = 'clipboard' | 'existing' | 'new' | vscode.Uri;

/** Asks for the file that test cases are added to, or for the clipboard. */
export async function askCaseTarget(
  format: CaseFormat,
  last: vscode.Uri | undefined,
  call: Call,
): Promise<vscode.Uri | 'clipboard'> {
  const { l10n } = vscode;
  const [extension] = caseExtensions[format];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const usual = folder === undefined ? undefined : vscode.Uri.joinPath(folder, `${name}.${extension ?? 'jsonl'}`);
  const row = (icon: string, label: string, value: Choice, description = '') => ({
    label,
    description,
    iconPath: new vscode.ThemeIcon(icon),
    value,
  });
  const known = [last, usual].filter(
    (uri, at, all) => all.findIndex((one) => one?.toString() === uri?.toString()) === at,
  );
  const chosen = await askPick<Choice>(call, 'target', l10n.t('Create Test Case In'), [
    ...known.flatMap((uri) => (uri === undefined ? [] : [row('file', vscode.workspace.asRelativePath(uri), uri)])),
    row('folder-opened', l10n.t('Existing File…'), 'existing'),
    row('new-file', l10n.t('New File…'), 'new'),
    row('clippy', l10n.t('Clipboard'), 'clipboard'),
  ]);
  const filters = { [l10n.t('Test Cases')]: [...caseExtensions[format]] };
  const defaultUri = usual ?? last;
  const title = l10n.t('Create Test Case');
  switch (chosen) {
    case 'existing':
      return orCancelled(
        (
          await vscode.window.showOpenDialog({
            title,
            filters,
            ...(folder === undefined ? {} : { defaultUri: folder }),
          })
        )?.[0],
      );
    case 'new':
      return orCancelled(
        await vscode.window.showSaveDialog({ title, filters, ...(defaultUri === undefined ? {} : { defaultUri }) }),
      );
    default:
      return chosen;
  }
}
