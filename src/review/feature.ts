import { markNotReviewed, markReviewed } from './commands/mark-reviewed.ts';
import { nextCall, previousCall } from './commands/move.ts';
import { reviewCalls } from './commands/review-calls.ts';

/** By the name that follows `callTriage.`. They load together, when the first of them runs. */
export const commands = { reviewCalls, nextCall, previousCall, markReviewed, markNotReviewed };
