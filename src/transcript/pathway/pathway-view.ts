import * as vscode from 'vscode';
import { explain } from '../../editor/errors/explain.ts';
import { isMasked } from '../../editor/masking.ts';
import { capitalized, excerpt } from '../../editor/words/format.ts';
import { type EventLine, maskPathway, type PathwayView } from '../../shared/pathway.ts';
import { parseTime } from '../../shared/time.ts';
import type { Database } from '../../storage/database.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Step, StepFact } from '../../triage/transcript/pathway-steps.ts';
import type { Pathway } from '../../triage/transcript/pathway.ts';
import { type UnloggedStay, unloggedStays } from '../../triage/transcript/unlogged.ts';
import { printable, type Transcript } from '../../triage/transcript/transcript.ts';
import type { PanelPort } from '../panel/ports.ts';
import { loadFindings } from './findings.ts';

/** Loads the events, nodes and suggestions of a call, masked if that is on. Never rejects: an error is the view's `problem`. */
export async function loadPathwayView(
  panel: Pick<PanelPort, 'target' | 'session'>,
  transcript: Transcript,
  database: Database,
): Promise<PathwayView> {
  // Taken once: the connection may be removed while the events are loaded.
  const session = panel.session();
  const events = await loadEvents(session, transcript);
  const view = { ...events, findings: await loadFindings(panel, session, transcript, database) };
  return isMasked() ? maskPathway(view) : view;
}

/** The node that the agent was in at a message, as a flag names it; empty while it is not known. */
export function nodeAt(
  session: Session,
  transcript: Transcript,
  index: number,
): { readonly nodeId?: string; readonly nodeName?: string } {
  const node = session.pathways.known(transcript)?.nodes.get(index);
  if (node === undefined) return {};
  return node.name === null ? { nodeId: node.id } : { nodeId: node.id, nodeName: node.name };
}

async function loadEvents(session: Session, transcript: Transcript): Promise<PathwayView> {
  try {
    return pathwayView(await session.pathways.get(transcript), transcript);
  } catch (error) {
    const problem = vscode.l10n.t('Could not load call events. {0}', explain(error).sentence);
    return { gaps: [], nodes: [], rowNodes: [], findings: [], problem };
  }
}

function pathwayView(pathway: Pathway, { rows }: Transcript): PathwayView {
  const dated = rows.find(({ clock, seconds }) => clock !== null && seconds !== null);
  const at = parseTime(dated?.clock);
  const start = at === null ? null : at - (dated?.seconds ?? 0) * 1000;
  const stays = unloggedStays(pathway);
  const places = new Map<string, number>();
  const nodes: string[] = [];
  const rowNodes = rows.map(({ index }) => {
    const node = pathway.nodes.get(index);
    if (node === undefined) return null;
    const known = places.get(node.id);
    if (known !== undefined) return known;
    places.set(node.id, nodes.length);
    return nodes.push(shortened(node.name ?? node.id)) - 1;
  });
  return {
    gaps: pathway.gaps.map(({ after, steps }) => ({
      after,
      events: steps.map((step) => lineOf(step, start)),
      missing: missingWords(after === null ? undefined : stays.get(after)),
    })),
    nodes,
    rowNodes,
    findings: [],
    problem: pathway.broken === 0 ? null : unreadableWords(pathway.broken),
  };
}

function unreadableWords(count: number): string {
  return count === 1
    ? vscode.l10n.t('Could not read 1 event of this call.')
    : vscode.l10n.t('Could not read {0} events of this call.', count);
}

function missingWords(stay: UnloggedStay | undefined): string | undefined {
  if (stay === undefined) return undefined;
  const name = shortened(stay.name) || vscode.l10n.t('unnamed');
  const seconds = Math.round(stay.seconds);
  return vscode.l10n.t('No messages for {0} s in node {1}. Its settings may turn off logging.', seconds, name);
}

const shortened = (text: string, length = 120): string => excerpt(printable(text), length);

function lineOf(step: Step, start: number | null): EventLine {
  const { fact, at, variables, detail } = step;
  const [words, short] = factWords(fact);
  const set = variables.map(([name, value]) => `${shortened(name, 60)} = ${shortened(value, 200)}`);
  const first = variables.slice(0, 2).map(([name, value]) => `${shortened(name, 24)} = ${shortened(value, 24)}`);
  const parts = words === null ? [vscode.l10n.t('Set {0}', set.join(', '))] : [words, ...set];
  return {
    words: parts.join(' · '),
    short: [...(short === null ? [] : [short]), ...first].join('   ') || null,
    detail: detail === null ? null : shortened(detail, 300),
    seconds: at === null || start === null ? null : (at - start) / 1000,
    trouble: fact.kind === 'operation' && (fact.outcome === 'failed' || fact.message !== null),
    ...(fact.kind === 'node' && fact.id !== '' ? { nodeId: fact.id } : {}),
  };
}

/** A step in words, and in short for the line that sums up several. No words for a step that only sets variables. */
function factWords(fact: StepFact): readonly [words: string | null, short: string | null] {
  const { l10n } = vscode;
  switch (fact.kind) {
    case 'start':
      return [l10n.t('Conversation started'), null];
    case 'node': {
      const name = shortened(fact.name) || l10n.t('unnamed');
      return [l10n.t('Node entered: {0}', name), `→ ${shortened(name, 40)}`];
    }
    case 'variables':
      return [null, null];
    case 'interruption':
      return [
        fact.early ? l10n.t('Caller interrupted the agent early') : l10n.t('Caller interrupted the agent late'),
        l10n.t('interrupted'),
      ];
    case 'tag':
      return [l10n.t('Tag: {0}', shortened(fact.name)), null];
    case 'button':
      return [l10n.t('Key pressed: {0}', shortened(fact.button)), l10n.t('key {0}', shortened(fact.button, 12))];
    case 'operation':
      return operationWords(fact);
    case 'other':
      return [shortened(fact.type.replaceAll(/[._]/g, ' ')), null];
  }
}

function operationWords(fact: Extract<StepFact, { kind: 'operation' }>): readonly [string, string] {
  const { outcome, status, ms, message } = fact;
  const { l10n } = vscode;
  const operation = operationName(fact.operation);
  const named = fact.name === null ? operation : `${operation} ${shortened(fact.name)}`;
  const result = status !== null ? [String(status)] : outcome === 'failed' ? [l10n.t('failed')] : [];
  const duration = ms === null ? [] : [ms < 10_000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`];
  const quote = message === null ? [] : [shortened(message, 200)];
  // In German a noun keeps its capital.
  const word = vscode.env.language.startsWith('de') ? operation : operation.toLowerCase();
  const short = [word + (result[0] === undefined ? '' : ` ${result[0]}`), ...duration];
  return [[named, ...result, ...duration, ...quote].join(' · '), short.join(' · ')];
}

/** Label of an operation type of the service. */
function operationName(operation: string): string {
  const { l10n } = vscode;
  switch (operation) {
    case 'webhook':
      return l10n.t('Webhook');
    case 'kb':
      return l10n.t('Knowledge base');
    case 'sms':
      return l10n.t('SMS');
    case 'loop_condition':
      return l10n.t('Decision');
    case 'var_extraction':
      return l10n.t('Variables');
    case 'transfer_call':
      return l10n.t('Transfer');
    case 'transfer_pathway':
      return l10n.t('Pathway transfer');
    default:
      return capitalized(operation.replaceAll('_', ' '));
  }
}
