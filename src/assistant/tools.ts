import * as vscode from 'vscode';
import { isMasked } from '../editor/masking.ts';
import { silentCall } from '../editor/call.ts';
import { makeWrite } from '../editor/make-write.ts';
import type { Services } from '../editor/services.ts';
import { loggedAs } from '../shared/logged-as.ts';
import { ChangedMeanwhileError } from '../triage/outbox/errors.ts';
import type { Session } from '../triage/sessions/session.ts';
import { failureAnswer, runTool } from '../triage/tools/index.ts';
import { toolDescriptions, type ToolName } from '../triage/tools/schemas.ts';
import type { Proposal } from '../triage/tools/tool.ts';
import { confirmationOf } from './confirmation.ts';
import { assistantLevel, usesServer } from './level.ts';

/** Confirmations that are remembered: more are never open at once. */
const kept = 50;

/** What people were shown, so that nothing else is written. There is one for a window. */
class ShownProposals {
  readonly #shown = new Map<string, string>();

  /** Takes note of what a call would write, as the confirmation shows it. */
  show(call: string, written: string): void {
    this.#shown.delete(call);
    this.#shown.set(call, written);
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > kept && oldest !== undefined) this.#shown.delete(oldest);
  }

  /** Tells whether the confirmation of a call showed just this. */
  has(call: string, written: string): boolean {
    return this.#shown.get(call) === written;
  }
}

/** Tells the editor what a tool is about to do and, for one that writes, what to ask the user. */
export async function prepareTool(
  services: Services,
  name: ToolName,
  input: object,
  token: vscode.CancellationToken,
): Promise<vscode.PreparedToolInvocation> {
  const { title, writes } = toolDescriptions[name];
  const invocationMessage = vscode.l10n.t('Call Triage: {0}', title);
  if (!writes) return { invocationMessage };
  return run(services, name, input, token, async (session, done) => {
    if (typeof done === 'string') return { invocationMessage };
    services.once(ShownProposals).show(callOf(name, input), writtenBy(session, done));
    return { invocationMessage, confirmationMessages: confirmationOf(session, done) };
  });
}

/** Runs a tool. A write is made only as it was confirmed. */
export async function invokeTool(
  services: Services,
  name: ToolName,
  input: object,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  return run(services, name, input, token, async (session, done) => {
    const text = typeof done === 'string' ? done : await write(services, session, callOf(name, input), done);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  });
}

async function write(services: Services, session: Session, call: string, proposal: Proposal): Promise<string> {
  if (!services.once(ShownProposals).has(call, writtenBy(session, proposal))) throw new ChangedMeanwhileError();
  return await proposal.send((kind, payload) => makeWrite(services, session, kind, payload, silentCall));
}

/** Runs a tool for a window, if that is allowed now. @throws what the model is to read */
async function run<T>(
  services: Services,
  name: ToolName,
  input: object,
  token: vscode.CancellationToken,
  then: (session: Session, done: string | Proposal) => Promise<T>,
): Promise<T> {
  refuseUnlessAllowed(name);
  const abort = new AbortController();
  const cancelling = token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  try {
    const data = services.session();
    const done = await runTool(name, input, { data, masked: isMasked(), signal: abort.signal });
    abort.signal.throwIfAborted();
    return await then(data, done);
  } catch (error) {
    if (abort.signal.aborted) throw new vscode.CancellationError();
    services.log.warn(`${name}: ${loggedAs(error)}`);
    throw new Error(failureAnswer(error), { cause: error });
  } finally {
    cancelling.dispose();
  }
}

/** The manifest hides tools that may not be used; who names one all the same is refused here. */
function refuseUnlessAllowed(name: ToolName): void {
  const level = assistantLevel();
  if (usesServer()) throw new Error('FORBIDDEN: The tools of Call Triage are offered by its MCP server.');
  if (level === 'off') throw new Error('FORBIDDEN: The setting callTriage.assistant is off.');
  if (toolDescriptions[name].writes && level !== 'readWrite')
    throw new Error('FORBIDDEN: The setting callTriage.assistant allows reading only.');
}

const callOf = (name: ToolName, input: object): string => JSON.stringify([name, input]);

/** All that a proposal would write, and where. */
function writtenBy({ connection }: Session, { payload }: Proposal): string {
  return JSON.stringify([connection.id, payload]);
}
