import { entryKinds, type EntryKind, textFields, type TextField } from '../../src/shared/issue-view.ts';
import { fieldOf, SavedPage } from '../ui/saved-page.ts';
import type { IssueHost } from './host.ts';

/** Which entries of the activity are shown; null for all. */
export interface EntryFilter {
  readonly kind: EntryKind | null;
  readonly author: string | null;
}

interface SavedValue {
  readonly filter: EntryFilter;
  /** Texts whose editor is open. */
  readonly editing: readonly TextField[];
  /** The text in which the person was writing. */
  readonly writing: TextField | 'comment' | null;
}

/** Texts are not in it: the host keeps those. */
export type SavedIssue = SavedPage<SavedValue>;

/** @param panel text that identifies the panel to the host */
export function openSaved(host: IssueHost, panel: string | undefined): SavedIssue {
  return new SavedPage(host, panel, read);
}

function textIn(state: unknown, name: string): string | undefined {
  const value = fieldOf(state, name);
  return typeof value === 'string' ? value : undefined;
}

function read(state: unknown): SavedValue {
  const filter = fieldOf(state, 'filter');
  const editing = fieldOf(state, 'editing');
  const writing = textIn(state, 'writing');
  return {
    filter: {
      kind: entryKinds.find((kind) => kind === textIn(filter, 'kind')) ?? null,
      author: textIn(filter, 'author') ?? null,
    },
    editing: textFields.filter((field) => Array.isArray(editing) && editing.includes(field)),
    writing: writing === 'comment' ? writing : (textFields.find((field) => field === writing) ?? null),
  };
}
