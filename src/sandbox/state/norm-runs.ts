import { randomUUID } from 'node:crypto';
import { addEntry } from './history.ts';
import { triageId, withActivity } from './issues.ts';
import { type AgentSession, type Intent, intents, type Issue, type Run, type State } from './schema.ts';
import { parseTime } from '../time.ts';

interface Step {
  readonly afterMs: number;
  readonly type: Run['steps'][number]['type'];
  readonly detail: string;
  readonly artifact?: Run['steps'][number]['artifact'];
}

/**
 * Splits a prompt into its intent and the rest. The intent is the first word, with or without a slash (Prompt Norm); `debug`
 * stands for `fix`, which is also the default.
 */
function readPrompt(text: string): { readonly intent: Intent; readonly rest: string } {
  const [, word = '', rest = ''] = /^\s*\/?(\w+)\b\s*([^]*)$/.exec(text) ?? [];
  const name = word.toLowerCase();
  const intent = name === 'debug' ? 'fix' : intents.find((one) => one === name);
  return intent === undefined ? { intent: 'fix', rest: text.trim() } : { intent, rest: rest.trim() };
}

/** Adds a session of Norm. */
export function startSession(before: State, issueId: string, at: string, id: string = randomUUID()) {
  const session: AgentSession = { id, issue_id: issueId, created_at: at };
  const state = addEntry({ ...before, agent_sessions: [...before.agent_sessions, session] }, at, {
    issue_id: issueId,
    type: 'session_started',
    session_id: id,
  });
  return { state, session };
}

/** Adds a prompt and the run that it starts. */
export function startRun(before: State, issue: Issue, session: AgentSession, text: string, at: string) {
  const { intent, rest } = readPrompt(text);
  const asked = addEntry(before, at, {
    issue_id: issue.id,
    type: 'prompt',
    detail: rest === '' ? text.trim() : rest,
    metadata: { intent },
    session_id: session.id,
  });
  const links = before.links.filter((link) => link.issue_id === issue.id);
  const isFirst = !before.runs.some((run) => run.session_id === session.id);
  const needsEvidence = isFirst && links.length === 0;
  const run: Run = {
    id: randomUUID(),
    session_id: session.id,
    issue_id: issue.id,
    seq: asked.activity.at(-1)?.seq ?? 0,
    intent,
    ends_in: needsEvidence ? 'awaiting_input' : 'complete',
    steps: stepsFor(before, issue, intent, needsEvidence).map(({ afterMs, type, detail, artifact = null }) => ({
      id: randomUUID(),
      type,
      detail,
      artifact,
      created_at: new Date(parseTime(at) + afterMs).toISOString(),
    })),
  };
  return { state: withActivity({ ...asked, runs: [...asked.runs, run] }, at, issue.id), run };
}

function stepsFor(state: State, issue: Issue, intent: Intent, needsEvidence: boolean): readonly Step[] {
  const code = triageId(issue);
  const links = state.links.filter((link) => link.issue_id === issue.id);
  const flags = state.flags.filter((flag) => flag.issue_id === issue.id);
  const evidence = links.length === 1 ? '1 piece of evidence' : `${links.length} pieces of evidence`;
  const facts = `${evidence} and ${flags.length === 1 ? '1 flag' : `${flags.length} flags`}`;
  const reading: Step = { afterMs: 300, type: 'thought', detail: `Reading ${code}, ${facts}.` };
  if (needsEvidence) {
    const question = `${code} has no evidence. Which call shows it?`;
    return [reading, { afterMs: 900, type: 'response', detail: question }];
  }
  if (intent === 'status') {
    const words = `${code} is ${issue.status.replaceAll('_', ' ')}, severity ${issue.severity}. It has ${facts}.`;
    return [reading, { afterMs: 900, type: 'response', detail: `${words}\n\nNothing was changed.` }];
  }
  const lookedThrough: Step = { afterMs: 700, type: 'action', detail: `Went through ${facts}.` };
  if (intent === 'verify') {
    const list = flags.map(
      (flag) => `- ${flag.type}${flag.message_index === null ? '' : ` on #${flag.message_index}`}`,
    );
    const found = flags.length === 0 ? ['There is no flag to check.'] : ['These flags still stand:', ...list];
    return [
      reading,
      lookedThrough,
      { afterMs: 1400, type: 'response', detail: [...found, '', 'Nothing was changed.'].join('\n') },
    ];
  }
  const artifact = {
    id: randomUUID(),
    type: 'pathway_draft',
    title: `Draft for ${code}`,
    renderer: 'markdown',
    status: 'ready',
    payload: {
      summary: `Addresses: ${issue.title}`,
      nodes: [...new Set(flags.flatMap((flag) => flag.node_name ?? []))],
    },
    external_urls: [],
  };
  return [
    reading,
    lookedThrough,
    { afterMs: 1200, type: 'artifact', detail: 'Edited a draft; the live pathway is untouched.', artifact },
    { afterMs: 1800, type: 'response', detail: `A draft for ${code} is ready to be looked at.` },
  ];
}
