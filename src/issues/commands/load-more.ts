import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { whileInView } from '../../editor/progress.ts';
import { ListNode } from '../../editor/trees/list-nodes.ts';

/** The next page of a list, or a failed list again; called by the rows that offer it. */
export default defineCommand({
  args: z.union([z.instanceof(ListNode), z.object({})]),
  async run(services, node) {
    if (node instanceof ListNode) await whileInView(() => node.load(), node.viewId);
    else await whileInView(() => services.session().issues.list.more());
  },
});
