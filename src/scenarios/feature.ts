// What loads with the first use.
export { commands } from './commands.ts';
export { ScenarioDocuments } from './documents.ts';
