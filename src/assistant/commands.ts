import handToAgent from './commands/hand-to-agent.ts';

/** By the name that follows `callTriage.`. */
export const commands = { handToAgent };
