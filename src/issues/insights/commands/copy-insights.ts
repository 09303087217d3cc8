import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../../editor/command.ts';
import { inform } from '../../../editor/notices.ts';
import { connectionTarget } from '../../../editor/prompts/ask.ts';
import { insightRanges } from '../../../shared/insights-view.ts';
import { insightsMarkdown } from '../../../triage/insights/markdown.ts';
import { readInsights } from '../read-insights.ts';

/** Copies the counts of flags as Markdown tables. */
export default defineCommand({
  args: z.object({ ...connectionTarget, range: z.optional(z.enum(insightRanges)) }),
  async run(services, args, call) {
    const view = await readInsights(services, services.session(args.connectionId), args.range, call);
    const text = insightsMarkdown(view, vscode.l10n.t('Insights'));
    await vscode.env.clipboard.writeText(text);
    if (call.fromUi) void inform(vscode.l10n.t('Copied the insights as Markdown.'));
    return { characters: text.length };
  },
});
