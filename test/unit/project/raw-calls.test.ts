import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
/** A project with our rules and nothing but the probes. */
let folder: string;
const files = ['src/issues', 'src/editor'].map((folder) => path.join(folder, 'raw-call-probe.ts'));

/** Where VS Code reads links or icons in text: one line each. */
const raw = [
  "void vscode.window.showInformationMessage('');",
  "void vscode.window.showWarningMessage('');",
  "void vscode.window.showErrorMessage('');",
  "void vscode.window.setStatusBarMessage('');",
  'void vscode.window.showInputBox();',
  'void vscode.window.createInputBox();',
  'void vscode.window.showQuickPick([]);',
  'void vscode.window.createQuickPick();',
  'void vscode.window.withProgress({ location: 10 }, async () => undefined);',
  'void vscode.window.createStatusBarItem();',
  'void new vscode.MarkdownString();',
  "void new vscode.FileSystemError('');",
  "export const say = (box: vscode.InputBox): void => void (box.validationMessage = '');",
  'export const { showQuickPick } = vscode.window;',
];

beforeAll(async () => {
  const text = `import * as vscode from 'vscode';\n${raw.join('\n')}\n`;
  folder = await mkdtemp(path.join(tmpdir(), 'raw-calls-'));
  await copyFile(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('the linter refuses to show text by other ways than those that show it as it is', async () => {
  const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, '--format', 'json', ...files], {
    cwd: folder,
    // Where the linter finds its part that reads types, also when npm did not start this.
    env: { ...process.env, PATH: [path.join(root, 'node_modules', '.bin'), process.env['PATH']].join(path.delimiter) },
  }).catch((failure: { stdout: string }) => failure);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
  };
  const found = diagnostics.filter(({ code }) => code.includes('no-restricted-properties'));
  for (const file of files) {
    const refused = found.filter(({ filename }) => path.normalize(filename) === path.normalize(file));
    const lines = refused.map(({ labels }) => raw[(labels[0]?.span.line ?? 0) - 2] ?? '');
    expect(lines.sort()).toEqual([...raw].sort());
  }
});
