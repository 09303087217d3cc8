// Shows the issues and the walkthrough in the first window of a started editor, once: later ones open as they were left.
const { commands } = require('vscode');

const key = 'shown';

/** @param {import('vscode').ExtensionContext} context */
exports.activate = async ({ globalState }) => {
  if (globalState.get(key) === true) return;
  await commands.executeCommand('callTriage.issues.focus');
  await commands.executeCommand('callTriage.getStarted');
  await globalState.update(key, true);
};
