// What loads with the first use.
export { commands } from './commands.ts';
export { nodeDocumentText } from './node-documents.ts';
export { flaggedNodesIn } from './loaded-flags.ts';
export { nodePlaces } from './search-node.ts';
