import { maskPersonal } from './mask.ts';

/** One thing the agent did, in words. */
export interface EventLine {
  /** `Webhook get_order · 200 · 212 ms`. */
  readonly words: string;
  /** The same in a word or two, for the line that stands for all of them; null when it can do without. */
  readonly short: string | null;
  /** What the service recorded beside it; null when nothing. */
  readonly detail: string | null;
  /** Seconds since the call began; null when unknown. */
  readonly seconds: number | null;
  /** Something went wrong. */
  readonly trouble: boolean;
}

/** What the agent did between two messages. */
export interface EventGap {
  /** Raw index of the message before; null before the first one. */
  readonly after: number | null;
  readonly events: readonly EventLine[];
}

/** Something worth a look, as a flag that might be put on its message. */
export interface FindingView {
  readonly id: string;
  /** Raw index of the message. */
  readonly index: number;
  readonly flagType: string;
  /** What was found, as a sentence. */
  readonly note: string;
}

/** What the agent was doing, as the page shows it beside a transcript. */
export interface PathwayView {
  readonly gaps: readonly EventGap[];
  /** The names of the nodes that the agent was in. */
  readonly nodes: readonly string[];
  /** The place in `nodes` of each row's node, in display order; null where it is not known. */
  readonly rowNodes: readonly (number | null)[];
  /** In display order. */
  readonly findings: readonly FindingView[];
  /** Why it is not all here, as a sentence; null when it is. */
  readonly problem: string | null;
}

/** The same with personal data masked. Names of nodes stay. */
export function maskPathway(pathway: PathwayView): PathwayView {
  const masked = (text: string | null): string | null => (text === null ? null : maskPersonal(text));
  return {
    ...pathway,
    findings: pathway.findings.map((finding) => ({ ...finding, note: maskPersonal(finding.note) })),
    gaps: pathway.gaps.map(({ after, events }) => ({
      after,
      events: events.map((event) => ({
        ...event,
        words: maskPersonal(event.words),
        short: masked(event.short),
        detail: masked(event.detail),
      })),
    })),
  };
}
