// An extension that calls tools as an agent's host does. It is installed beside ours, since a window has no agent of its own.
import { createVSIX } from '@vscode/vsce';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installExtension } from '../support/editor.mjs';
import { provisionServer } from '../support/provision.mjs';
import type { Workbench } from './workbench.ts';

const manifest = {
  name: 'tool-caller',
  publisher: 'tests',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  main: './main.cjs',
  extensionKind: ['workspace'],
  contributes: { commands: [{ command: 'toolCaller.call', title: 'Tool Caller: Call' }] },
};

/** Calls the tool that `call.json` of the workspace names, and writes what becomes of it into `answer.json`. */
const program = `
const vscode = require('vscode');
const { readFileSync, writeFileSync } = require('node:fs');
exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand('toolCaller.call', async () => {
    const at = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name).fsPath;
    const { name, input } = JSON.parse(readFileSync(at('call.json'), 'utf8'));
    let answer;
    try {
      const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
      answer = { text: content.map((part) => part.value).join('') };
    } catch (error) {
      answer = { error: String(error) };
    }
    writeFileSync(at('answer.json'), JSON.stringify(answer));
  }));
};
`;

/** Installs the caller for the editor of a home. */
export async function installToolCaller(home: string): Promise<void> {
  const folder = path.join(home, 'tool-caller');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'main.cjs'), program);
  await writeFile(path.join(folder, 'LICENSE'), 'For tests alone.');
  const packagePath = path.join(home, 'tool-caller.vsix');
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true });
  const server = await provisionServer(console.log);
  await installExtension(packagePath, { server, settings: {}, env: {}, home });
}

export interface Answer {
  readonly text?: string;
  readonly error?: string;
}

/** A call of a tool that has begun. */
export async function beginCall(workbench: Workbench, name: string, input: object): Promise<() => Promise<Answer>> {
  const file = path.join(workbench.folder, 'answer.json');
  await rm(file, { force: true });
  await writeFile(path.join(workbench.folder, 'call.json'), JSON.stringify({ name, input }));
  await workbench.palette.run('Tool Caller: Call');
  return async () => {
    for (;;) {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (text !== '') return JSON.parse(text) as Answer;
      await workbench.page.waitForTimeout(100);
    }
  };
}
