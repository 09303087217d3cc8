import compareNode from './commands/compare-node.ts';
import createTestCase from './commands/create-test-case.ts';
import linkCommit from './commands/link-commit.ts';
import openNode from './commands/open-node.ts';
import showNodeFlags from './commands/show-node-flags.ts';
import startWork from './commands/start-work.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  openNode,
  compareNode,
  createTestCase,
  showNodeFlags,
  startWork,
  linkCommit,
};
