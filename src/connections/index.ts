import type { CommandTable } from '../editor/command.ts';

export const connectionCommands: CommandTable = {
  'callTriage.connect': () => import('./commands/connect.ts'),
  'callTriage.switchConnection': () => import('./commands/switch-connection.ts'),
  'callTriage.setApiKey': () => import('./commands/set-api-key.ts'),
  'callTriage.signOut': () => import('./commands/sign-out.ts'),
  'callTriage.testConnection': () => import('./commands/test-connection.ts'),
  'callTriage.openSandbox': () => import('./commands/open-sandbox.ts'),
  'callTriage.importCalls': () => import('./commands/import-calls.ts'),
  'callTriage.showLog': () => import('./commands/show-log.ts'),
  'callTriage.deleteLocalData': () => import('./commands/delete-local-data.ts'),
  'callTriage.copyDiagnostics': () => import('./commands/copy-diagnostics.ts'),
};
