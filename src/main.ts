// What loads with the first use: everything but registration. A build of its own (esbuild.mjs), with a chunk for each feature.
import { commands as pendingCommands, versionText } from './pending/feature.ts';
import { commands as reviewCommands } from './review/feature.ts';
import { commands as scenarioCommands, ScenarioDocuments } from './scenarios/feature.ts';
import { commands as searchCommands, SearchTree } from './search/feature.ts';

export { runCommand } from './editor/command.ts';
export { createServices } from './services.ts';

export const agents = () => import('./agents/feature.ts');
export const assistant = () => import('./assistant/feature.ts');
export const calls = () => import('./calls/feature.ts');
export const code = () => import('./code/feature.ts');
export const connections = () => import('./connections/commands.ts');
export const evidence = () => import('./evidence/feature.ts');
export const issues = () => import('./issues/feature.ts');
export const transcript = () => import('./transcript/feature.ts');

// Small ones come along: with a chunk of its own, each would cut what it shares with others into several more.
export const pending = async () => ({ commands: pendingCommands, versionText });
export const review = async () => ({ commands: reviewCommands });
export const scenarios = async () => ({ commands: scenarioCommands, ScenarioDocuments });
export const search = async () => ({ commands: searchCommands, SearchTree });
