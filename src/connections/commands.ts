import connect from './commands/connect.ts';
import switchConnection from './commands/switch-connection.ts';
import setApiKey from './commands/set-api-key.ts';
import signOut from './commands/sign-out.ts';
import testConnection from './commands/test-connection.ts';
import openSandbox from './commands/open-sandbox.ts';
import importCalls from './commands/import-calls.ts';
import showLog from './commands/show-log.ts';
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
  importCalls,
  showLog,
  deleteLocalData,
  copyDiagnostics,
};
