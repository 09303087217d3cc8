// What loads with the first use.
export { commands } from './commands.ts';
export { nodeDocumentText } from './node-documents.ts';
