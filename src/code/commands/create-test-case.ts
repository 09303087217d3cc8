import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Flag } from '../../api/bland/flags.ts';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { isMasked } from '../../editor/masking.ts';
import { inform } from '../../editor/notices.ts';
import { waitInUi } from '../../editor/progress.ts';
import { askIssue, issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { askStoredFlag } from '../../editor/prompts/stored-flag.ts';
import type { Services } from '../../editor/services.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import {
  caseExtensions,
  type CaseFormat,
  caseFormats,
  caseRow,
  defaultDataset,
} from '../../triage/cases/case-formats.ts';
import { isOnAction, testCaseOf, testCaseSchema } from '../../triage/cases/test-case.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { askCaseFormat, askCaseTarget, extensionOf } from '../case-target.ts';
import { caseText, writeCases } from '../write-cases.ts';

const id = z.string().check(z.minLength(1));

const args = z.object({
  ...issueTarget,
  flagId: z.optional(id),
  flagIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(1000))),
  format: z.optional(z.enum(caseFormats)),
  expected: z.optional(z.string()),
  datasetName: z.optional(id.check(z.maxLength(200))),
  target: z.optional(z.enum(['file', 'clipboard'])),
  uri: z.optional(uriArgument),
});

/** Makes test cases of flags: in a file, where a flag replaces its own case, or on the clipboard. */
export default defineCommand({
  args,
  async run(services, given, call) {
    const session = services.session(given.connectionId);
    const issueId = await askIssue(session, given.issueId, call);
    const flags = await flagsNamed(session, issueId, given, call);
    const format = given.format ?? (await askCaseFormat(call));
    const file = await targetOf(services, format, given, call);
    const extension = file === 'clipboard' ? caseExtensions[format][0] : extensionOf(format, file);
    const issue = await waitInUi(call, vscode.l10n.t('Loading issue'), session.issues.find(issueId));
    const [only, ...others] = flags;
    const asked = only !== undefined && others.length === 0 && call.fromUi ? await askWords(only, given.expected) : {};
    const making = Promise.all(
      flags.map(async (flag) => {
        if (flag.message_index === null) {
          const sentence = vscode.l10n.t('This flag is on the whole call: there is no message to test.');
          throw new InvalidArgumentError('flagId', sentence);
        }
        const transcript = await session.transcripts.get(flag.call_id);
        const words = { expected: given.expected, ...asked };
        const one = testCaseOf({ flag, issue, transcript, masked: isMasked(), ...words });
        return { one: checked(one), onAction: isOnAction(one, transcript) };
      }),
    );
    const made = await waitInUi(call, vscode.l10n.t('Loading calls'), making);
    const rows = made.map(({ one }) => caseRow(format, one, given.datasetName ?? defaultDataset));
    if (extension === undefined) throw new InvalidArgumentError('format', 'The format has no files.');
    if (file === 'clipboard') await vscode.env.clipboard.writeText(caseText(extension, format, rows));
    else await writeCases(file, extension, format, rows);
    if (call.fromUi)
      report(
        file,
        rows.length,
        made.some(({ onAction }) => onAction),
      );
    return { uri: file === 'clipboard' ? null : file.toString(), cases: rows.length };
  },
});

/** Returns the flags that are named, else those that are selected in the tree, else the ones that a person picks. */
async function flagsNamed(
  session: Session,
  issueId: string,
  { flagId, flagIds }: z.infer<typeof args>,
  call: Call,
): Promise<readonly Flag[]> {
  const { flags } = session.issues.contents(issueId);
  const selected = call.selection.flatMap((row) => flagIdOf(row, issueId) ?? []);
  const wanted = flagIds ?? (flagId !== undefined && !selected.includes(flagId) ? [flagId] : selected);
  const known = (): readonly Flag[] => flags.items.filter((flag) => wanted.includes(flag.id));
  if (wanted.length === 0) refuseToAsk(call, 'flagId');
  const load = async (): Promise<void> => {
    await session.issues.loadFlags(issueId);
    if (known().length < wanted.length) await flags.load();
  };
  if (known().length < wanted.length) await waitInUi(call, vscode.l10n.t('Loading flags'), load());
  if (wanted.length > 0) {
    const missing = wanted.find((one) => !flags.items.some((flag) => flag.id === one));
    if (missing === undefined) return known();
    throw new InvalidArgumentError('flagId', vscode.l10n.t('The issue has no saved flag {0}.', missing));
  }
  return [await askStoredFlag(session, issueId, call, vscode.l10n.t('Create Test Case: Choose a Flag'))];
}

/** The flag of a row of the tree, if it is one on this issue. */
function flagIdOf(row: unknown, issueId: string): string | undefined {
  if (typeof row !== 'object' || row === null || !('flagId' in row) || !('issueId' in row)) return undefined;
  return typeof row.flagId === 'string' && row.issueId === issueId ? row.flagId : undefined;
}

const lastFile = (format: CaseFormat): string => `code.caseFile.${format}`;

async function targetOf(
  { context }: Services,
  format: CaseFormat,
  { target, uri }: z.infer<typeof args>,
  call: Call,
): Promise<vscode.Uri | 'clipboard'> {
  if (target === 'clipboard') return 'clipboard';
  if (uri !== undefined) return uri;
  refuseToAsk(call, target === undefined ? 'target' : 'uri');
  const last = context.workspaceState.get<string>(lastFile(format));
  const chosen = await askCaseTarget(format, last === undefined ? undefined : vscode.Uri.parse(last, true), call);
  if (chosen !== 'clipboard') await context.workspaceState.update(lastFile(format), chosen.toString());
  return chosen;
}

/** Asks for what only a person knows: what should have been said and, without a note, what was wrong. */
async function askWords(
  flag: Flag,
  expected: string | undefined,
): Promise<{ readonly expected?: string; readonly note?: string }> {
  const { l10n } = vscode;
  const title = l10n.t('Create Test Case');
  const ask = async (prompt: string): Promise<string> =>
    orCancelled(await askInput({ title, prompt, ignoreFocusOut: true }));
  const note =
    flag.note.trim() === ''
      ? { note: await ask(l10n.t('What went wrong? It becomes the criterion of the test.')) }
      : {};
  if (expected !== undefined) return note;
  return {
    ...note,
    expected: await ask(l10n.t('What should the agent have said? Leave empty to test by the note alone.')),
  };
}

/** @throws InvalidArgumentError that names the field which cannot be written */
function checked<T>(one: T): T {
  const parsed = testCaseSchema.safeParse(one);
  if (parsed.success) return one;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new InvalidArgumentError(
    'flagId',
    vscode.l10n.t('The test case cannot be written: its field {0} is not valid.', path),
  );
}

/** Reports what was written, and that it holds what people said. Does not wait. */
function report(file: vscode.Uri | 'clipboard', count: number, hasAction: boolean): void {
  const { l10n } = vscode;
  const done = count === 1 ? l10n.t('Test case created.') : l10n.t('{0} test cases created.', count);
  const contents = isMasked()
    ? l10n.t('Personal data in it is masked.')
    : l10n.t('It contains what the caller and the agent said.');
  const action = hasAction ? [l10n.t('An action of the agent is tested by its criterion only.')] : [];
  const sentence = [done, contents, ...action].join(' ');
  if (file === 'clipboard') {
    void inform(sentence);
    return;
  }
  const open = l10n.t('Open');
  void inform(sentence, open).then(async (chosen) => {
    if (chosen === open) await vscode.window.showTextDocument(file);
  });
}
