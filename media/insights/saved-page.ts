import {
  defaultRange,
  insightPictures,
  type InsightRange,
  insightRanges,
  type PictureId,
} from '../../src/shared/insights-view.ts';
import type { InsightsHost } from './host.ts';

interface SavedValue {
  readonly range: InsightRange;
  /** Pictures whose table is open. */
  readonly tables: readonly PictureId[];
}

/** What the editor keeps of the page while it is hidden or the window is reloaded. */
export class SavedPage {
  readonly #host: Pick<InsightsHost, 'getState' | 'setState'>;
  readonly #panel: unknown;
  #value: SavedValue;

  /** @param panel text that identifies the panel to the host, kept unread */
  constructor(host: Pick<InsightsHost, 'getState' | 'setState'>, panel: string | undefined) {
    this.#host = host;
    const state = host.getState();
    this.#panel = panel ?? fieldOf(state, 'panel');
    this.#value = read(state);
    this.#store();
  }

  get value(): SavedValue {
    return this.#value;
  }

  keep(change: Partial<SavedValue>): void {
    this.#value = { ...this.#value, ...change };
    this.#store();
  }

  #store(): void {
    this.#host.setState({ ...this.#value, panel: this.#panel });
  }
}

function read(state: unknown): SavedValue {
  const tables = fieldOf(state, 'tables');
  return {
    range: insightRanges.find((range) => range === fieldOf(state, 'range')) ?? defaultRange,
    tables: insightPictures.filter((id) => Array.isArray(tables) && tables.includes(id)),
  };
}

function fieldOf(state: unknown, name: string): unknown {
  return typeof state === 'object' && state !== null ? Reflect.get(state, name) : undefined;
}
