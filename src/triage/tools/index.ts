import { CodedError } from '../../shared/coded-error.ts';
import { InvalidArgumentError } from '../errors.ts';
import { addComment } from './add-comment.ts';
import { flagMessage } from './flag-message.ts';
import { listFlagTypes } from './list-flag-types.ts';
import { readIssue } from './read-issue.ts';
import { readTranscript } from './read-transcript.ts';
import { type ToolArguments, toolDescriptions, type ToolName, toolNames, toolSchemas } from './schemas.ts';
import { searchIssues } from './search-issues.ts';
import type { Proposal, ToolCall } from './tool.ts';
import { visible } from './untrusted.ts';

type Tools = { readonly [Name in ToolName]: (args: ToolArguments<Name>, call: ToolCall) => Promise<string | Proposal> };

const tools: Tools = {
  calltriage_search_issues: searchIssues,
  calltriage_read_issue: readIssue,
  calltriage_read_transcript: readTranscript,
  calltriage_list_flag_types: listFlagTypes,
  calltriage_flag_message: flagMessage,
  calltriage_add_comment: addComment,
};

/** Returns the tool with a name; undefined when there is none. */
export function toolNamed(name: string): ToolName | undefined {
  return toolNames.find((one) => one === name);
}

/** The tools that may be used: without writing ones unless those are allowed. */
export function allowedTools(mayWrite: boolean): readonly ToolName[] {
  return toolNames.filter((name) => mayWrite || !toolDescriptions[name].writes);
}

/**
 * Runs a tool.
 *
 * @param args as the model gave them
 * @returns the answer of a tool that reads; the proposal of one that writes
 * @throws InvalidArgumentError, TriageError, ServiceError
 */
export async function runTool<Name extends ToolName>(
  name: Name,
  args: unknown,
  call: ToolCall,
): Promise<string | Proposal> {
  const parsed = toolSchemas[name].safeParse(args ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    const where = path === '' ? 'The arguments are' : `The argument "${path}" is`;
    throw new InvalidArgumentError(path, `${where} not valid: ${issue?.message ?? 'malformed'}.`);
  }
  return await tools[name](parsed.data as ToolArguments<Name>, call);
}

/** Returns an error as the answer of a tool. One that is not ours says nothing: it could quote anything. */
export function failureAnswer(error: unknown): string {
  if (error instanceof CodedError)
    return `${error.code}: ${visible(error.message).replaceAll('\n', ' ').slice(0, 500)}`;
  if (error instanceof Error && error.name === 'AbortError') return 'CANCELLED: The call was cancelled.';
  return 'Something went wrong in Call Triage.';
}
