import { lazyCommands } from '../editor/command.ts';

export const outboxCommands = lazyCommands(() => import('./commands.ts'), ['showWaiting']);
