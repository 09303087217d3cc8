import * as vscode from 'vscode';
import { bytesReason } from '../../editor/errors/talkdesk.ts';
import { noteSentence, refusalSentence } from '../../editor/words/imports.ts';
import type { ImportOutcome, Problem } from '../../triage/calls/importing/import-calls.ts';

/** Says why a file, or a part of it, was not imported. */
export function problemSentence(problem: Problem): string {
  const { l10n } = vscode;
  switch (problem.kind) {
    case 'refused':
      return refusalSentence(problem);
    case 'unreadable':
      return bytesReason(problem.error);
    case 'no-call-of-recording':
      return l10n.t('No call of this import has this recording; name it after the call.');
    case 'recording-too-large':
      return l10n.t('Recordings can be at most {0} MB.', problem.megabytes);
    case 'more':
      return l10n.t('{0} more parts of this file could not be read.', problem.count);
    case 'sandbox':
      return problem.sentence;
  }
}

/** Summarizes an import. The reason of a single file that was skipped is part of it. */
export function importSentence(outcome: ImportOutcome): string {
  const { l10n } = vscode;
  const { rejected, unmatchedFlags } = outcome;
  const done = importedWords(outcome);
  const [first] = rejected;
  const files = new Set(rejected.map(({ file }) => file)).size;
  const flags = unmatchedFlags.length;
  const sentences = [
    done,
    first === undefined
      ? ''
      : rejected.length === 1
        ? l10n.t('Skipped 1 file. {0}: {1}', first.file.name, problemSentence(first.problem))
        : files === 1
          ? l10n.t('Skipped parts of 1 file.')
          : l10n.t('Skipped {0} files.', files),
    flags === 0
      ? ''
      : flags === 1
        ? l10n.t('The message of 1 flag has changed.')
        : l10n.t('The messages of {0} flags have changed.', flags),
  ].filter((sentence) => sentence !== '');
  return sentences.length === 0 ? l10n.t('No files of calls found; nothing was imported.') : sentences.join(' ');
}

function importedWords({ imported, conversations, restored, triageId }: ImportOutcome): string {
  const { l10n } = vscode;
  const calls = new Set(imported.map(({ callId }) => callId)).size;
  const parts = [
    calls === 0 ? '' : calls === 1 ? l10n.t('1 call') : l10n.t('{0} calls', calls),
    conversations.length === 0
      ? ''
      : conversations.length === 1
        ? l10n.t('1 SMS conversation')
        : l10n.t('{0} SMS conversations', conversations.length),
  ].filter((part) => part !== '');
  const what = parts.join(', ');
  if (restored > 0) return what === '' ? l10n.t('Restored an export.') : l10n.t('Restored an export with {0}.', what);
  if (what === '') return '';
  return triageId === null ? l10n.t('Imported {0}.', what) : l10n.t('Imported {0} to {1}.', what, triageId);
}

/** Describes an import as a document: every file, with the line and column of what is wrong in it. */
export function importReport(outcome: ImportOutcome, codeOf: (issueId: string) => string): string {
  const { l10n } = vscode;
  const { imported, rejected, notes, unmatchedFlags } = outcome;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `${title} (${lines.length})`, '', ...lines.map((line) => `  ${line}`)];
  const lines = [
    importSentence(outcome),
    ...section(
      l10n.t('Skipped'),
      rejected.map(({ file, problem }) => `${file.name}${placeOf(problem)}  ${problemSentence(problem)}`),
    ),
    ...section(
      l10n.t('Flags whose message has changed'),
      unmatchedFlags.map(({ issue_id: issueId, call_id: callId, type, message_index: index, message_text: text }) =>
        [codeOf(issueId), l10n.t('call {0}', callId), index === null ? '' : `#${index}`, type, text ?? '']
          .filter((part) => part !== '')
          .join('  '),
      ),
    ),
    ...section(
      l10n.t('Read with changes'),
      notes.map(({ file, callId, note }) => `${file.name}  ${callId}  ${noteSentence(note)}`),
    ),
    ...section(
      l10n.t('Imported'),
      imported.map(({ file, callId, title, replaced }) =>
        [file.name, callId, replaced ? l10n.t('updated') : '', title].filter((part) => part !== '').join('  '),
      ),
    ),
  ];
  return `${lines.map(oneLine).join('\n')}\n`;
}

/** Returns the place of a problem as editors write it, as in `:2:11`. */
function placeOf(problem: Problem): string {
  if (problem.kind !== 'refused') return '';
  const { place, reason } = problem;
  const column = place.column ?? (reason.kind === 'json' && place.path === '' ? reason.fault.column : undefined);
  return `:${place.line}${column === undefined ? '' : `:${column}`}`;
}

/** What files say must not make lines of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trimEnd();
}
