/**
 * View model of the insights page: plain data that the host builds, and the page, the copied text and the saved picture show.
 * Texts are cleaned, cut and masked by the host. An action is a name that the host has given out: the page can ask for nothing else.
 */

export const insightRanges = ['7d', '30d', '13w', '52w'] as const;
export type InsightRange = (typeof insightRanges)[number];
export const defaultRange: InsightRange = '30d';

export const insightPictures = ['types', 'time', 'versions', 'nodes'] as const;
export type PictureId = (typeof insightPictures)[number];

/** What can be loaded when the page asks for it: more issues, what is missing of the others, or everything again. */
export const insightParts = ['issues', 'flags', 'calls', 'types', 'all'] as const;
export type InsightPart = (typeof insightParts)[number];

export interface BarView {
  /** Identifies the bar over redraws. */
  readonly id: string;
  readonly label: string;
  /** Quieter, beside the label; may be empty. */
  readonly detail: string;
  /** Flags of loaded issues. */
  readonly count: number;
  /** Length of the whole bar, at least `count`; what is more is drawn as an outline. */
  readonly total: number;
  /** What screen readers say. */
  readonly heard: string;
  /** The date under a column; empty for most. */
  readonly tick: string;
  /** Shows the flags; null where none of them is loaded. */
  readonly action: string | null;
}

export interface TableView {
  readonly heads: readonly string[];
  /** The first cell of a row names it, all others are numbers. */
  readonly rows: readonly (readonly string[])[];
  /** Says that rows are left out; empty for a whole table. */
  readonly note: string;
}

export interface PictureView {
  readonly id: PictureId;
  readonly title: string;
  /** What is counted. */
  readonly source: string;
  /** The picture in a sentence. */
  readonly summary: string;
  /** What the filled and the outlined part of a bar mean, where bars have both. */
  readonly legend: readonly [filled: string, outlined: string] | null;
  readonly bars: readonly BarView[];
  /** What is not in the picture. */
  readonly notes: readonly NoteView[];
  readonly table: TableView;
  readonly save: string;
}

/** A sentence, with what can be done about it. */
export interface NoteView {
  readonly sentence: string;
  readonly action: NoteAction | null;
}

interface NoteAction {
  readonly label: string;
  /** A part to load, or a name that the host has given out. */
  readonly load?: InsightPart;
  readonly run?: string;
}

export interface InsightsView {
  /** Connection, flags and issues, as a line. */
  readonly scope: string;
  readonly notes: readonly NoteView[];
  /** Issues whose flags are being read; null when none are. */
  readonly progress: { readonly sentence: string; readonly done: number; readonly total: number } | null;
  readonly ranges: readonly { readonly id: InsightRange; readonly label: string }[];
  readonly range: InsightRange;
  /** In place of pictures while there is nothing to draw. */
  readonly empty: NoteView | null;
  readonly pictures: readonly PictureView[];
  readonly copy: string;
}
