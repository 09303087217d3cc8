import connect from './commands/connect.ts';
import switchConnection from './commands/switch-connection.ts';
import setApiKey from './commands/set-api-key.ts';
import { getStarted, openSandbox, showLog, signOut, testConnection } from './commands/simple.ts';
import importCalls from './commands/import-calls.ts';
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
  showLog,
  deleteLocalData,
  copyDiagnostics,
};
