import { lazyCommands } from '../editor/command.ts';

export const connectionCommands = lazyCommands(
  () => import('./commands.ts'),
  [
    'connect',
    'switchConnection',
    'setApiKey',
    'signOut',
    'testConnection',
    'openSandbox',
    'importCalls',
    'showLog',
    'deleteLocalData',
    'copyDiagnostics',
  ],
);
