import type { EventGap, FindingView, PathwayView } from '../../src/shared/pathway.ts';
import {
  type CommentMark,
  type FlagMark,
  subjectOf,
  type TranscriptRow,
  type TranscriptView,
} from '../../src/shared/transcript.ts';
import { formatRowTime } from './rows/row-time.ts';

/** A row as it is displayed. */
export interface Placed {
  readonly row: TranscriptRow;
  /** Zero-based position in display order; not the row's index. */
  readonly position: number;
  /** The speaker of the row above goes on within a second: both read as one paragraph. */
  readonly continues: boolean;
  /** Formatted time; empty when unknown. */
  readonly time: string;
  /** Formatted day where it differs from that of the row above; else empty. */
  readonly day: string;
}

/** Seconds between the starts of two rows that read as one paragraph. */
const paragraphGap = 1;

function continuesFrom(above: TranscriptRow | undefined, row: TranscriptRow): boolean {
  if (above === undefined || above.role !== row.role || above.speaker !== row.speaker) return false;
  if (above.seconds === null || row.seconds === null) return false;
  return row.seconds - above.seconds <= paragraphGap;
}

/** Flags by the row they are on. */
export interface FlagGroups {
  readonly byIndex: ReadonlyMap<number, readonly FlagMark[]>;
  /** Flags on messages that are not loaded yet, by index. */
  readonly notLoaded: readonly FlagMark[];
  /** Flags on the whole call, or on messages that it does not have. */
  readonly unplaced: readonly FlagMark[];
}

/** The transcript that is shown, by position and by row index. Flags, comments and events change; rows are only added. */
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

  /** The view as the page got it; its flags are the first ones. */
  get view(): TranscriptView {
    return this.#view;
  }

  get placed(): readonly Placed[] {
    return this.#placed;
  }

  /** Number of messages that are not loaded. */
  get more(): number {
    return this.#view.more ?? 0;
  }

  isNotLoaded(index: number): boolean {
    return index >= 0 && !this.#positions.has(index) && index < this.#placed.length + this.more;
  }

  /** Adds loaded messages. `more` are not loaded yet. */
  append(rows: readonly TranscriptRow[], more: number, flags: readonly FlagMark[]): void {
    this.#place(rows);
    this.#view = { ...this.#view, rows: [...this.#view.rows, ...rows], more };
    this.#groups = this.#group(flags);
  }

  #place(rows: readonly TranscriptRow[]): void {
    for (const row of rows) {
      const position = this.#placed.length;
      const { time, day } = formatRowTime(this.#view.header.kind, row);
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

  positionOf(index: number): number | undefined {
    return this.#positions.get(index);
  }

  flagsOn(index: number): readonly FlagMark[] {
    return this.#groups.byIndex.get(index) ?? [];
  }

  commentsOn(index: number): readonly CommentMark[] {
    return this.#comments.get(index) ?? [];
  }

  /** Returns whether a message has a flag or a suggestion. */
  isMarked(index: number): boolean {
    return this.flagsOn(index).length > 0 || this.findingsOn(index).length > 0;
  }

  get hasPathway(): boolean {
    return this.#pathway !== undefined;
  }

  get hasNodes(): boolean {
    return this.#pathway !== undefined && this.#pathway.nodes.length > 0;
  }

  /** Returns whether the pathway has changed. */
  setPathway(pathway: PathwayView): boolean {
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

  /** The events after a message; for null, those before the first one. */
  gapAfter(index: number | null): EventGap | undefined {
    return this.#gaps.get(index);
  }

  /** The suggested flags of a message that it does not have yet. */
  findingsOn(index: number): readonly FindingView[] {
    const types = this.flagsOn(index).map(({ type }) => type);
    return (this.#findings.get(index) ?? []).filter(({ flagType }) => !types.includes(flagType));
  }

  /** The name of the agent's node at this position. */
  nodeAt(position: number): string | undefined {
    const node = this.#pathway?.rowNodes[position] ?? null;
    return node === null ? undefined : this.#pathway?.nodes[node];
  }

  /** Returns the indexes of the rows whose flags have changed. */
  setFlags(flags: readonly FlagMark[]): readonly number[] {
    const before = this.#groups.byIndex;
    this.#groups = this.#group(flags);
    return changed(before, this.#groups.byIndex);
  }

  /** Returns the indexes of the rows whose comments have changed. */
  setComments(comments: TranscriptView['comments']): readonly number[] {
    const before = this.#comments;
    this.#comments = commentsByIndex(comments);
    return changed(before, this.#comments);
  }

  #group(flags: readonly FlagMark[]): FlagGroups {
    const byIndex = new Map<number, FlagMark[]>();
    const notLoaded: FlagMark[] = [];
    const unplaced: FlagMark[] = [];
    for (const flag of flags) {
      if (flag.index === null || !this.#positions.has(flag.index)) {
        (flag.index !== null && this.isNotLoaded(flag.index) ? notLoaded : unplaced).push(flag);
        continue;
      }
      const marks = byIndex.get(flag.index);
      if (marks === undefined) byIndex.set(flag.index, [flag]);
      else marks.push(flag);
    }
    return { byIndex, notLoaded: notLoaded.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)), unplaced };
  }
}

function commentsByIndex(comments: TranscriptView['comments'] = []): ReadonlyMap<number, readonly CommentMark[]> {
  const byIndex = new Map<number, CommentMark[]>();
  for (const comment of comments) byIndex.set(comment.index, [...(byIndex.get(comment.index) ?? []), comment]);
  return byIndex;
}

/** Returns the indexes of the rows whose marks differ. */
function changed(
  before: ReadonlyMap<number, readonly unknown[]>,
  after: ReadonlyMap<number, readonly unknown[]>,
): readonly number[] {
  const drawn = (marks: readonly unknown[] | undefined): string => JSON.stringify(marks ?? []);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((index) => drawn(before.get(index)) !== drawn(after.get(index)));
}

/** Returns whether two views differ only in flags, comments and flag types, so that the rows on the page can stay. */
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

/** Returns how many messages the other view of the same call has more. */
export function addedRows(one: TranscriptView, other: TranscriptView): number {
  const same = subjectOf(other.header) === subjectOf(one.header);
  return same ? Math.max(0, other.rows.length - one.rows.length) : 0;
}
