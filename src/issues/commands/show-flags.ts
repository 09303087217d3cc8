import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { connectionTarget } from '../../editor/prompts/ask.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { matches } from '../../triage/insights/counting.ts';
import { parseTime } from '../../shared/time.ts';
import { insightsOf } from '../insights/insights.ts';
import { amongIssues, openFlag, pickFlag } from '../pick-flag.ts';

const text = z.optional(z.string());

/**
 * Shows the flags of the listed issues that are of a type, from a time, on calls of an agent version or at a node; an empty
 * value finds those of which that is not known. A script gets them.
 */
export default defineCommand({
  args: z.object({
    ...connectionTarget,
    type: text,
    since: text,
    until: text,
    agentId: text,
    agentVersionId: text,
    pathwayId: text,
    pathwayVersion: text,
    nodeId: text,
    nodeName: text,
  }),
  async run(services, { connectionId, ...query }, call) {
    for (const name of ['since', 'until'] as const) {
      if (query[name] === undefined || parseTime(query[name]) !== null) continue;
      throw new InvalidArgumentError(name, `The argument "${name}" is not a time.`);
    }
    const session = services.session(connectionId);
    const insights = insightsOf(services, session);
    const find = () => insights.flags.filter((flag) => matches(flag, query));
    const { list } = session.issues;
    if (!call.fromUi) {
      await insights.load();
      if (insights.error !== undefined) throw insights.error;
      const flags = find().map(({ issue, flag, ranOn }) => ({
        issueId: issue.id,
        flagId: flag.id,
        callId: flag.call_id,
        messageIndex: flag.message_index,
        type: flag.type,
        note: flag.note,
        nodeId: flag.node_id,
        nodeName: flag.node_name,
        createdAt: flag.created_at,
        ...ranOn,
      }));
      return { flags, issues: list.items.length, hasMore: list.hasMore };
    }
    const found = await pickFlag({
      title: vscode.l10n.t('Flags of Loaded Issues'),
      find,
      among: (shown) => amongIssues(shown, insights.flags.length, list.items.length, list.hasMore),
      load: async (signal, show) => {
        const shown = insights.onDidChange(show);
        await insights.load();
        shown.dispose();
        return signal.aborted ? undefined : insights.error;
      },
    });
    if (found !== undefined) await openFlag(session.connection.id, found);
    return undefined;
  },
});
