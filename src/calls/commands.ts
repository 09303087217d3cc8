import groupCalls from './commands/group-calls.ts';
import { clearCallFilter, filterCalls } from './commands/filter-calls.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  filterCalls,
  clearCallFilter,
  groupCalls,
};
