/**
 * View model of the issue page: plain data that the host builds and the page draws. Texts of the service are cleaned, cut
 * and masked by the host. An action is a name that the host has given out: the page can ask for nothing else.
 */

/** Fields that are chosen from a list. */
export const choiceFields = ['status', 'severity', 'category', 'assignee', 'owner'] as const;
export type ChoiceField = (typeof choiceFields)[number];

/** Fields that are written. */
export const textFields = ['title', 'description'] as const;
export type TextField = (typeof textFields)[number];

/** Limits of the service, UTF-16 units. */
export const maxTextLength: Readonly<Record<TextField, number>> = { title: 200, description: 10_000 };
export const maxComment = 4000;

/** Evidence that one comment can be about. */
export const maxCommentEvidence = 100;

/** The longest text of an entry on the page; the whole of it opens separately. */
export const maxEntryText = 6000;

/** A text that does something when it is pressed, unless its action is null. */
export interface LinkView {
  readonly text: string;
  readonly action: string | null;
}

export interface FieldView {
  readonly field: ChoiceField;
  readonly label: string;
  readonly value: string;
  /** The change is not stored yet. */
  readonly pending: boolean;
}

/** A value that can be chosen. `id` is given out by the host. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly isCurrent: boolean;
}

/** A change of the head that waits, or that a person has to decide about. */
export interface ChangeView {
  readonly id: string;
  readonly words: string;
  readonly actions: readonly ChangeAction[];
}

export const changeActions = ['retry', 'look', 'discard'] as const;
export interface ChangeAction {
  readonly action: (typeof changeActions)[number];
  readonly label: string;
}

export interface HeadView {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  /** Texts whose change is not stored yet. */
  readonly pending: readonly TextField[];
  /** Texts with a draft that was not sent. */
  readonly drafts: readonly TextField[];
  readonly fields: readonly FieldView[];
  readonly facts: readonly string[];
  readonly changes: readonly ChangeView[];
  readonly buttons: readonly LinkView[];
}

/** A text that is being edited. Its words are not masked: they are what will be stored. */
export interface EditView {
  readonly field: TextField;
  readonly text: string;
  /** What somebody else has stored since the edit began; null for nothing. */
  readonly theirs: string | null;
  /** The reason for which it was not stored. */
  readonly problem: string | null;
}

type FlagViewState = 'stored' | 'pending' | 'removing' | 'failed';

export interface FlagView {
  readonly id: string;
  /** `0:16 · #12` */
  readonly place: string;
  readonly type: string;
  readonly quote: string;
  readonly note: string;
  readonly state: FlagViewState;
  /** Names the state; empty for a stored flag. */
  readonly stateWords: string;
  readonly action: string;
  /** What commands of the context menu are given, as `data-vscode-context` has it. */
  readonly context: string;
  /** Opens the node that the agent was in, with its name; null where none is known. */
  readonly node: { readonly name: string; readonly action: string } | null;
}

export type EvidenceIcon = 'call' | 'sms' | 'file' | 'attachment' | 'gone';

export interface EvidenceView {
  /** The link, which comments name; the attachment's or entry's id otherwise. */
  readonly id: string;
  readonly icon: EvidenceIcon;
  /** `Call`, `SMS conversation`. */
  readonly kind: string;
  readonly link: LinkView;
  readonly facts: string;
  readonly flags: readonly FlagView[];
  readonly detach: string | null;
  /** A comment can be about it. */
  readonly isLinked: boolean;
}

export interface EvidenceList {
  /** `2 calls · 1 SMS conversation` */
  readonly summary: string;
  readonly items: readonly EvidenceView[];
  /** Flags on calls that are not attached. */
  readonly looseFlags: readonly FlagView[];
  readonly trouble: TroubleView | null;
  readonly isLoading: boolean;
  readonly buttons: readonly LinkView[];
}

/** A list that could not be loaded, or not whole. */
export interface TroubleView {
  readonly sentence: string;
  readonly retry: LinkView | null;
}

interface RelationView {
  readonly id: string;
  /** `blocked by` */
  readonly words: string;
  readonly link: LinkView;
  readonly remove: string | null;
}

export interface RelationList {
  readonly items: readonly RelationView[];
  readonly trouble: TroubleView | null;
  readonly isLoading: boolean;
  readonly buttons: readonly LinkView[];
}

export type ScenarioIcon = 'passed' | 'failed' | 'running' | 'unclear' | 'none';

export interface ScenarioView {
  readonly id: string;
  readonly link: LinkView;
  readonly icon: ScenarioIcon;
  /** `passed`, `running`, `not run` */
  readonly state: string;
  readonly facts: string;
  /** Of the latest run: each judge with its reason, each node that was to be reached. */
  readonly verdicts: readonly { readonly icon: ScenarioIcon; readonly text: string }[];
  /** The reason for which the run could not be judged; empty for none. */
  readonly problem: string;
  /** Opens the simulated call. */
  readonly call: LinkView | null;
  readonly run: LinkView | null;
}

export interface ScenarioList {
  readonly items: readonly ScenarioView[];
  readonly trouble: TroubleView | null;
  readonly buttons: readonly LinkView[];
}

export interface NormView {
  readonly state: string;
  readonly isWorking: boolean;
  /** What Norm asks, or answered last, as Markdown; empty for nothing. */
  readonly text: string;
  readonly buttons: readonly LinkView[];
}

/** Kinds of entries that can be shown alone. */
export const entryKinds = ['comments', 'changes', 'evidence', 'norm'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface EntryView {
  readonly id: string;
  readonly kind: EntryKind;
  readonly author: string;
  /** `Apr 30, 14:11` */
  readonly time: string;
  /** Date and time in full. */
  readonly clock: string;
  readonly headline: LinkView;
  /** Markdown of a comment or answer; empty for none. */
  readonly body: string;
  /** Opens what was cut off. */
  readonly whole: LinkView | null;
  readonly links: readonly LinkView[];
  /** Only for a write that is not stored. */
  readonly pending?: ChangeView;
}

export interface ActivityList {
  readonly entries: readonly EntryView[];
  readonly trouble: TroubleView | null;
  readonly isLoading: boolean;
  readonly note: string;
  readonly buttons: readonly LinkView[];
}

/** What the calls ran on, and the alerts. */
export interface AffectedView {
  readonly groups: readonly { readonly label: string; readonly items: readonly LinkView[] }[];
  readonly trouble: TroubleView | null;
  readonly buttons: readonly LinkView[];
}

export interface CommentDraft {
  readonly text: string;
  /** Links of the evidence that it is about. */
  readonly links: readonly string[];
}
