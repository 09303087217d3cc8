import createScenario from './commands/create-scenario.ts';
import openScenario from './commands/open-scenario.ts';
import runScenario from './commands/run-scenario.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = { createScenario, openScenario, runScenario };
