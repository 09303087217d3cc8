import createTestCase from './commands/create-test-case.ts';
import openNode from './commands/open-node.ts';
import showNodeFlags from './commands/show-node-flags.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  openNode,
  createTestCase,
  showNodeFlags,
};
