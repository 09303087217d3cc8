import connect from './commands/connect.ts';
import switchConnection from './commands/switch-connection.ts';
import setApiKey from './commands/set-api-key.ts';
import { getStarted, openSandbox, showLog, signOut, testConnection } from './commands/simple.ts';
import { importCalls, importCallFromClipboard } from './commands/import-calls.ts';
import exportEverything from './commands/export-everything.ts';
import startEmpty from './commands/start-empty.ts';
import deleteLocalData from './commands/delete-local-data.ts';
import copyDiagnostics from './commands/copy-diagnostics.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  connect,
  switchConnection,
  setApiKey,
  signOut,
  testConnection,
  openSandbox,
  getStarted,
  importCalls,
  importCallFromClipboard,
  exportEverything,
  startEmpty,
  showLog,
  deleteLocalData,
  copyDiagnostics,
};
