import * as vscode from 'vscode';
import { type AgentWords, agentWords } from '../editor/words/agents.ts';
import { type CallFilter, callFilterSchema } from '../triage/calls/filter.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { askInput } from '../editor/prompts/input.ts';
import { pickOne } from '../editor/prompts/picks.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable } from '../triage/transcript/transcript.ts';
import { endedByWord, filterWords } from './filter-words.ts';

type Facet = keyof CallFilter;
type Item = vscode.QuickPickItem & { readonly facet?: Facet | 'clear' };

/**
 * Asks for one filter after the other, and applies each at once, until the list of filters is closed.
 *
 * @throws Cancelled when the prompt for a value is closed
 */
export async function askFilter(session: Session, apply: (filter: CallFilter) => Promise<unknown>): Promise<void> {
  let { filter } = session.calls;
  const agentOf = agentWords(session);
  for (;;) {
    const picked = await pickOne(facetItems(filter, agentOf), {
      title: vscode.l10n.t('Filter Calls'),
      placeHolder: filterWords(filter, agentOf).join(' · ') || vscode.l10n.t('Choose a filter'),
      ignoreFocusOut: true,
    });
    if (picked?.facet === undefined) return;
    if (picked.facet === 'clear') {
      await apply({});
      return;
    }
    const value =
      picked.facet === 'agentId' ? await askAgent(session) : await askValue(picked.facet, filter[picked.facet]);
    const { [picked.facet]: _old, ...others } = filter;
    const parsed = callFilterSchema.safeParse(value === undefined ? others : { ...others, [picked.facet]: value });
    if (!parsed.success) continue;
    filter = parsed.data;
    await apply(filter);
  }
}

function facetItems(filter: CallFilter, agentOf: AgentWords): Item[] {
  const items: Item[] = facets().map(([facet, label]) => {
    const words = filterWords({ [facet]: filter[facet] }, agentOf);
    return { facet, label, ...(words[0] === undefined ? {} : { description: words[0], iconPath: check }) };
  });
  if (Object.keys(filter).length === 0) return items;
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return [...items, separator, { facet: 'clear', label: vscode.l10n.t('Clear Filters') }];
}

const check = new vscode.ThemeIcon('check');

function facets(): [Facet, string][] {
  const { l10n } = vscode;
  return [
    ['number', l10n.t('Number…')],
    ['startDate', l10n.t('Start Date…')],
    ['endDate', l10n.t('End Date…')],
    ['inbound', l10n.t('Direction…')],
    ['completed', l10n.t('Completed…')],
    ['answeredBy', l10n.t('Answered By…')],
    ['endedBy', l10n.t('Ended By…')],
    ['minDuration', l10n.t('Minimum Duration…')],
    ['maxDuration', l10n.t('Maximum Duration…')],
    ['reviewed', l10n.t('Reviewed (Loaded Calls Only)…')],
    ['agentId', l10n.t('Agent (Loaded Calls Only)…')],
    ['text', l10n.t('Text (Loaded Calls Only)…')],
  ];
}

/** Asks for an agent; undefined removes the filter. @throws ServiceError when the agents cannot be listed */
async function askAgent({ agentDirectory }: Session): Promise<unknown> {
  const agents = await agentDirectory.list();
  return askChoice(agents.map(({ id, name }) => [printable(name).trim() || id, id]));
}

/** Asks for a value; undefined removes the filter. */
async function askValue(facet: Facet, now: unknown): Promise<unknown> {
  const { l10n } = vscode;
  switch (facet) {
    case 'inbound':
      return askChoice([
        [l10n.t('inbound'), true],
        [l10n.t('outbound'), false],
      ]);
    case 'completed':
      return askChoice([
        [l10n.t('completed'), true],
        [l10n.t('not completed'), false],
      ]);
    case 'reviewed':
      return askChoice([
        [l10n.t('not reviewed'), false],
        [l10n.t('reviewed'), true],
      ]);
    case 'answeredBy':
      return askChoice(['human', 'machine', 'unknown', 'voicemail'].map((value) => [value, value]));
    case 'endedBy':
      return askChoice((['USER', 'ASSISTANT'] as const).map((value) => [endedByWord(value), value]));
    case 'minDuration':
    case 'maxDuration':
      return askTyped(
        facet,
        typeof now === 'number' ? String(now) : '',
        l10n.t('Seconds, or minutes as 1:30'),
        toSeconds,
      );
    case 'number':
      return askTyped(facet, typeof now === 'string' ? now : '', l10n.t('Phone number, such as +14155550100'), asIs);
    case 'text':
      return askTyped(
        facet,
        typeof now === 'string' ? now : '',
        l10n.t('Text in summary, number or ID (loaded calls only)'),
        asIs,
      );
    default:
      return askTyped(
        facet,
        typeof now === 'string' ? now : '',
        l10n.t('Date, such as 2026-04-30. Calls that never connected are left out.'),
        asIs,
      );
  }
}

async function askChoice(choices: readonly (readonly [label: string, value: unknown])[]): Promise<unknown> {
  const any = { label: vscode.l10n.t('any'), value: undefined };
  const items = [...choices.map(([label, value]) => ({ label, value })), any];
  return orCancelled(await pickOne(items, { title: vscode.l10n.t('Filter Calls'), ignoreFocusOut: true })).value;
}

/** Asks for a text to parse; an empty one removes the filter. */
async function askTyped(
  facet: Facet,
  value: string,
  prompt: string,
  read: (typed: string) => unknown,
): Promise<unknown> {
  const typed = await askInput({
    title: vscode.l10n.t('Filter Calls'),
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput(text) {
      if (text.trim() === '') return undefined;
      const parsed = callFilterSchema.safeParse({ [facet]: read(text.trim()) });
      return parsed.success ? undefined : prompt;
    },
  });
  const text = orCancelled(typed).trim();
  return text === '' ? undefined : read(text);
}

function asIs(typed: string): string {
  return typed;
}

/** Parses `90` or `1:30` as seconds; NaN for anything else, which the schema rejects. */
function toSeconds(typed: string): number {
  const [, minutes = '0', seconds = ''] = /^(?:(\d{1,4}):)?(\d{1,6}(?:\.\d+)?)$/.exec(typed) ?? [];
  return seconds === '' ? Number.NaN : Number(minutes) * 60 + Number(seconds);
}
