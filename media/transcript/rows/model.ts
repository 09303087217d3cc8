import type { EventGap, FindingView, PathwayView } from '../../../src/shared/pathway.ts';
import {
  type CommentMark,
  type FlagMark,
  subjectOf,
  type TranscriptRow,
  type TranscriptView,
} from '../../../src/shared/transcript.ts';
import { timeWords } from './time-words.ts';

/** A row in its place among its neighbours. */
export interface Placed {
  readonly row: TranscriptRow;
  /** Place in display order, from zero; not the row's index. */
  readonly position: number;
  /** Same speaker as the row above, and at most a second later: reads as the same paragraph. */
  readonly continues: boolean;
  /** When it was, in words; empty when that is not known. */
  readonly time: string;
  /** The day, where it is another than that of the row above; else empty. */
  readonly day: string;
}

/** Seconds between the starts of two rows that read as one paragraph. */
const paragraphGap = 1;

function continuesFrom(above: TranscriptRow | undefined, row: TranscriptRow): boolean {
  if (above === undefined || above.role !== row.role || above.speaker !== row.speaker) return false;
  if (above.seconds === null || row.seconds === null) return false;
  return row.seconds - above.seconds <= paragraphGap;
}

/** The flags by the row they stand on, and those that stand on none. */
export interface FlagGroups {
  readonly byIndex: ReadonlyMap<number, readonly FlagMark[]>;
  /** Those on messages that are not on the page yet, in the order of their indexes. */
  readonly later: readonly FlagMark[];
  readonly loose: readonly FlagMark[];
}

/** The view, ready to be looked up by row index; flags and events can be exchanged, the rows cannot. */
export class Model {
  #view: TranscriptView;
  readonly #placed: Placed[] = [];
  readonly #positions = new Map<number, number>();
  #today = '';
  #groups: FlagGroups;
  #comments: ReadonlyMap<number, readonly CommentMark[]>;
  #pathway: PathwayView | undefined;
  #gaps: ReadonlyMap<number | null, EventGap> = new Map();
  #findings: ReadonlyMap<number, readonly FindingView[]> = new Map();

  constructor(view: TranscriptView) {
    this.#view = view;
    this.#place(view.rows);
    this.#groups = this.#group(view.flags);
    this.#comments = commentsByIndex(view.comments);
  }

  /** What is shown; its rows and flags are those of the beginning. */
  get view(): TranscriptView {
    return this.#view;
  }

  get placed(): readonly Placed[] {
    return this.#placed;
  }

  /** How many messages come after those that are here. */
  get more(): number {
    return this.#view.more ?? 0;
  }

  /** Whether the message with this index is among those that are not here yet. */
  isLater(index: number): boolean {
    return index >= 0 && !this.#positions.has(index) && index < this.#placed.length + this.more;
  }

  /** Takes the next messages, or only how many come after those that are here. */
  append(rows: readonly TranscriptRow[], more: number, flags: readonly FlagMark[]): void {
    this.#place(rows);
    this.#view = { ...this.#view, rows: [...this.#view.rows, ...rows], more };
    this.#groups = this.#group(flags);
  }

  #place(rows: readonly TranscriptRow[]): void {
    for (const row of rows) {
      const position = this.#placed.length;
      const { time, day } = timeWords(this.#view.header.kind, row);
      const isNewDay = day !== '' && day !== this.#today;
      if (isNewDay) this.#today = day;
      const continues = !isNewDay && continuesFrom(this.#placed[position - 1]?.row, row);
      this.#placed.push({ row, position, continues, time, day: isNewDay ? day : '' });
      this.#positions.set(row.index, position);
    }
  }

  get groups(): FlagGroups {
    return this.#groups;
  }

  /** Where the row with this index is drawn. */
  positionOf(index: number): number | undefined {
    return this.#positions.get(index);
  }

  flagsOn(index: number): readonly FlagMark[] {
    return this.#groups.byIndex.get(index) ?? [];
  }

  commentsOn(index: number): readonly CommentMark[] {
    return this.#comments.get(index) ?? [];
  }

  /** Something is, or might be, flagged at the message with this index. */
  isMarked(index: number): boolean {
    return this.flagsOn(index).length > 0 || this.findingsOn(index).length > 0;
  }

  /** Whether it is known what the agent was doing. */
  get hasPathway(): boolean {
    return this.#pathway !== undefined;
  }

  get hasNodes(): boolean {
    return this.#pathway !== undefined && this.#pathway.nodes.length > 0;
  }

  /** Takes what the agent was doing. Returns whether it is not what it was. */
  takePathway(pathway: PathwayView): boolean {
    if (JSON.stringify(pathway) === JSON.stringify(this.#pathway)) return false;
    this.#pathway = pathway;
    this.#gaps = new Map(pathway.gaps.map((gap) => [gap.after, gap]));
    const findings = new Map<number, FindingView[]>();
    for (const finding of pathway.findings) {
      findings.set(finding.index, [...(findings.get(finding.index) ?? []), finding]);
    }
    this.#findings = findings;
    return true;
  }

  /** What the agent did after the message with this index; before the first one for null. */
  gapAfter(index: number | null): EventGap | undefined {
    return this.#gaps.get(index);
  }

  /** What is worth a look at the message with this index, and not flagged as that yet. */
  findingsOn(index: number): readonly FindingView[] {
    const types = this.flagsOn(index).map(({ type }) => type);
    return (this.#findings.get(index) ?? []).filter(({ flagType }) => !types.includes(flagType));
  }

  /** The name of the node that the agent was in at the message in this position. */
  nodeAt(position: number): string | undefined {
    const node = this.#pathway?.rowNodes[position] ?? null;
    return node === null ? undefined : this.#pathway?.nodes[node];
  }

  /** Takes new flags and returns the indexes of the rows whose flags are not what they were. */
  exchangeFlags(flags: readonly FlagMark[]): readonly number[] {
    const before = this.#groups.byIndex;
    this.#groups = this.#group(flags);
    return touched(before, this.#groups.byIndex);
  }

  /** Takes new comments and returns the indexes of the rows whose comments are not what they were. */
  exchangeComments(comments: TranscriptView['comments']): readonly number[] {
    const before = this.#comments;
    this.#comments = commentsByIndex(comments);
    return touched(before, this.#comments);
  }

  #group(flags: readonly FlagMark[]): FlagGroups {
    const byIndex = new Map<number, FlagMark[]>();
    const later: FlagMark[] = [];
    const loose: FlagMark[] = [];
    for (const flag of flags) {
      if (flag.index === null || !this.#positions.has(flag.index)) {
        (flag.index !== null && this.isLater(flag.index) ? later : loose).push(flag);
        continue;
      }
      const marks = byIndex.get(flag.index);
      if (marks === undefined) byIndex.set(flag.index, [flag]);
      else marks.push(flag);
    }
    return { byIndex, later: later.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)), loose };
  }
}

function commentsByIndex(comments: TranscriptView['comments'] = []): ReadonlyMap<number, readonly CommentMark[]> {
  const byIndex = new Map<number, CommentMark[]>();
  for (const comment of comments) byIndex.set(comment.index, [...(byIndex.get(comment.index) ?? []), comment]);
  return byIndex;
}

/** The indexes of the rows whose marks are not the same in both. */
function touched(
  before: ReadonlyMap<number, readonly unknown[]>,
  after: ReadonlyMap<number, readonly unknown[]>,
): readonly number[] {
  const drawn = (marks: readonly unknown[] | undefined): string => JSON.stringify(marks ?? []);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((index) => drawn(before.get(index)) !== drawn(after.get(index)));
}

/** Whether two views differ in nothing but their flags, comments and flag types, so that what is drawn can stay. */
export function sameRows(one: TranscriptView, other: TranscriptView): boolean {
  const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
  return (
    one.canFlag === other.canFlag &&
    one.masked === other.masked &&
    one.rows.length === other.rows.length &&
    same(one.header, other.header) &&
    one.recording.absent === other.recording.absent &&
    one.rows.every((row, position) => same(row, other.rows[position]))
  );
}

/** How many messages the other view of the same call has more. */
export function addedRows(one: TranscriptView, other: TranscriptView): number {
  const same = subjectOf(other.header) === subjectOf(one.header);
  return same ? Math.max(0, other.rows.length - one.rows.length) : 0;
}
