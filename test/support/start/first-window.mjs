// @ts-check
// The extension that opens a started editor on the walkthrough. It is no part of the product, which opens nothing unasked.
import { createVSIX } from '@vscode/vsce';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installExtension } from '../editor.mjs';

/** Its folder, for an editor that loads extensions under development. */
export const firstWindow = fileURLToPath(new URL('first-window', import.meta.url));

/** Installs it for the editor of a home. @param {import('../editor.mjs').EditorOptions & { home: string }} editor */
export async function installFirstWindow(editor) {
  const packagePath = path.join(editor.home, 'first-window.vsix');
  const options = { dependencies: false, allowMissingRepository: true, skipLicense: true };
  await createVSIX({ cwd: firstWindow, packagePath, ...options });
  await installExtension(packagePath, editor);
}
