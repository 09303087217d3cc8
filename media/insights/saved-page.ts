import {
  defaultRange,
  insightPictures,
  type InsightRange,
  insightRanges,
  type PictureId,
} from '../../src/shared/insights-view.ts';
import { fieldOf, SavedPage } from '../ui/saved-page.ts';
import type { InsightsHost } from './host.ts';

interface SavedValue {
  readonly range: InsightRange;
  /** Pictures whose table is open. */
  readonly tables: readonly PictureId[];
}

export type SavedInsights = SavedPage<SavedValue>;

/** @param panel text that identifies the panel to the host */
export function openSaved(host: InsightsHost, panel: string | undefined): SavedInsights {
  return new SavedPage(host, panel, read);
}

function read(state: unknown): SavedValue {
  const tables = fieldOf(state, 'tables');
  return {
    range: insightRanges.find((range) => range === fieldOf(state, 'range')) ?? defaultRange,
    tables: insightPictures.filter((id) => Array.isArray(tables) && tables.includes(id)),
  };
}
