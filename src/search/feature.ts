import clearSearchResults from './commands/clear-search-results.ts';
import searchCalls from './commands/search-calls.ts';
import toggleCallCache from './commands/toggle-call-cache.ts';

export { SearchTree } from './tree.ts';

/** By the name that follows `callTriage.`. They load together, when the first of them runs. */
export const commands = { searchCalls, clearSearchResults, toggleCallCache };
