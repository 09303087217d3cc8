import { type FlagMark, maxRowText, type TranscriptRow } from '../../shared/transcript.ts';
import { textLines, valueLines } from '../issues/activity.ts';
import { flaggedLines, type TextWords } from '../transcript/text.ts';
import { printable } from '../transcript/transcript.ts';
import type { Evidence, EvidenceCall, EvidenceFlag, Person } from './bundle.ts';
import { code, fenced, inline, nothing } from './markdown-text.ts';

/** The words of a bundle that people read, in their language. */
export interface EvidenceWords extends TextWords {
  readonly heads: Readonly<
    Record<'flags' | 'messages' | 'description' | 'comments' | 'otherEvidence' | 'missing', string>
  >;
  readonly facts: Readonly<
    Record<
      | ('status' | 'severity' | 'category' | 'owner' | 'assignee' | 'created' | 'from' | 'to' | 'began' | 'duration')
      | ('endedBy' | 'transferredTo' | 'error' | 'summary' | 'pathway' | 'persona' | 'variables' | 'recording'),
      string
    >
  >;
  readonly wholeCall: string;
  readonly masked: string;
  readonly made: (connection: string, at: string) => string;
  readonly seconds: (seconds: number) => string;
  /** A value of the service's, such as a status. */
  readonly value: (value: string) => string;
  readonly speaker: (row: Pick<TranscriptRow, 'role' | 'speaker'>) => string;
}

/** A bundle for people. Nothing that a server, a caller or a colleague said can become anything but text in it. */
export function evidenceMarkdown(evidence: Evidence, words: EvidenceWords): string {
  const { issue, calls, flags, comments, resources, missing, masked } = evidence;
  const { heads, facts } = words;
  const blocks: string[][] = [];
  if (issue !== null) {
    blocks.push([`# ${[code(issue.code), inline(issue.title)].filter((part) => part !== '').join(' ')}`]);
    blocks.push(
      list([
        [facts.status, inline(words.value(issue.status))],
        [facts.severity, inline(words.value(issue.severity))],
        [facts.category, inline(issue.category)],
        [facts.owner, personText(issue.owner)],
        [facts.assignee, personText(issue.assignee)],
        [facts.created, inline(issue.createdAt ?? '')],
      ]),
    );
  } else blocks.push([`# ${words.call} ${code(calls[0]?.id ?? '')}`]);
  const made = words.made(inline(evidence.connection), code(evidence.exportedAt));
  blocks.push([masked ? `${made} ${words.masked}` : made]);
  if (issue !== null && issue.description.trim() !== '') {
    blocks.push([`## ${heads.description}`], fenced(textLines(issue.description.trim())));
  }
  // Where there is one call, each flag is on it.
  const oneCall = flags.every(({ callId }) => callId === calls[0]?.id);
  if (flags.length > 0)
    blocks.push(
      [`## ${heads.flags}`],
      flags.map((flag) => flagLine(flag, words, oneCall)),
    );
  for (const call of calls) {
    // The title of a call by itself says already which one it is.
    if (issue !== null) blocks.push([`## ${words.call} ${code(call.id)}`]);
    blocks.push(...callBlocks(call, flags, words));
  }
  if (comments.length > 0) blocks.push([`## ${heads.comments}`]);
  for (const { createdAt, author, authorKind, text } of comments) {
    const who = [inline(author) || inline(authorKind), idText(createdAt)].filter((part) => part !== '');
    blocks.push([`### ${who.join(', ') || nothing}`], fenced(textLines(text)));
  }
  const others = resources.filter(({ type }) => type !== 'call');
  if (others.length > 0) {
    const lines = others.map(({ type, resourceId, title }) =>
      // What begins a line must not be able to begin anything else there.
      `- ${code(type)} ${code(resourceId)} ${inline(title)}`.trimEnd(),
    );
    blocks.push([`## ${heads.otherEvidence}`], lines);
  }
  if (missing.length > 0) {
    const lines = missing.map(({ what, id, reason }) =>
      [`- ${what}`, ...(id === null ? [] : [` ${code(id)}`]), `: ${inline(reason)}`].join(''),
    );
    blocks.push([`## ${heads.missing}`], lines);
  }
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function callBlocks(call: EvidenceCall, flags: readonly EvidenceFlag[], words: EvidenceWords): string[][] {
  const { facts, heads } = words;
  const variables = valueLines(call.variables);
  const marks = flags
    .filter(({ callId }) => callId === call.id)
    .map(({ id, messageIndex: index, type, note, state }): FlagMark => ({ id, index, type, note, state }));
  return [
    list([
      [facts.from, inline(call.from ?? '')],
      [facts.to, inline(call.to ?? '')],
      [facts.began, inline(call.startedAt ?? '')],
      [facts.duration, call.durationSeconds === null ? '' : words.seconds(call.durationSeconds)],
      [facts.endedBy, inline((call.endedBy ?? '').toLowerCase())],
      [facts.status, inline(words.value(call.status ?? ''))],
      [facts.error, inline(call.errorMessage ?? '')],
      [facts.transferredTo, inline(call.transferredTo ?? '')],
      [facts.summary, inline(call.summary ?? '', 2000)],
      [facts.pathway, idText(call.pathwayId)],
      [facts.persona, idText(call.personaId)],
      [facts.recording, idText(call.recording)],
    ]),
    [`### ${heads.messages}`],
    call.messages.length === 0 ? [words.noMessages] : fenced(flaggedLines(rowsOf(call, words), marks, words)),
    ...(variables.length === 0 || variables[0] === '{}' ? [] : [[`### ${facts.variables}`], fenced(variables)]),
  ];
}

function flagLine(
  { callId, messageIndex, type, note, state }: EvidenceFlag,
  words: EvidenceWords,
  oneCall: boolean,
): string {
  const where = messageIndex === null ? words.wholeCall : code(`#${messageIndex}`);
  const on = oneCall ? '' : `, ${words.call} ${code(callId)}`;
  const waiting = words.flagState(state);
  const said = note === '' ? '' : `: ${inline(note, 4000)}`;
  return `- ${code(type)} ${where}${on}${waiting === '' ? '' : ` (${waiting})`}${said}`;
}

/** The messages as the text of a call takes them. */
function rowsOf({ messages }: EvidenceCall, words: EvidenceWords): TranscriptRow[] {
  return messages.map(({ index, role, user, seconds, createdAt: clock, text }) => {
    const whole = text ?? '';
    return {
      index,
      role,
      seconds,
      clock,
      noise: false,
      speaker: words.speaker({ role, speaker: printable(user ?? '') }),
      text: whole.slice(0, maxRowText),
      fullLength: whole.length > maxRowText ? whole.length : null,
    };
  });
}

function list(facts: readonly (readonly [string, string])[]): string[] {
  return facts.flatMap(([name, value]) => (value === '' ? [] : [`- ${name}: ${value}`]));
}

function personText(person: Person | null): string {
  return person === null ? '' : person.name === null ? code(person.id) : inline(person.name);
}

function idText(id: string | null): string {
  return id === null ? '' : code(id);
}
