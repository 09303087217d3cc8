import { maskPersonal } from './mask.ts';

/** An event of the call in words. */
export interface EventLine {
  /** `Webhook get_order · 200 · 212 ms`. */
  readonly words: string;
  /** A word or two for the line that sums up several events; null when it needs none. */
  readonly short: string | null;
  /** Details that the service recorded; null when none. */
  readonly detail: string | null;
  /** Seconds since the call began; null when unknown. */
  readonly seconds: number | null;
  /** Something went wrong. */
  readonly trouble: boolean;
  /** ID of the node that was entered. */
  readonly nodeId?: string;
}

/** The events between two messages. */
export interface EventGap {
  /** Raw index of the message before; null before the first one. */
  readonly after: number | null;
  readonly events: readonly EventLine[];
  /** Why messages may be missing here, as a sentence. */
  readonly missing?: string | undefined;
}

/** A suggestion: a flag that might be put on a message. */
export interface FindingView {
  readonly id: string;
  /** Raw index of the message. */
  readonly index: number;
  readonly flagType: string;
  /** The finding, as a sentence. */
  readonly note: string;
}

/** Events, nodes and suggestions of a call, which the page shows beside the transcript. */
export interface PathwayView {
  readonly gaps: readonly EventGap[];
  /** Names of the nodes that the agent was in. */
  readonly nodes: readonly string[];
  /** Position in `nodes` of each row's node, in display order; null where it is not known. */
  readonly rowNodes: readonly (number | null)[];
  /** In display order. */
  readonly findings: readonly FindingView[];
  /** Reason that something is missing, as a sentence; null when nothing is. */
  readonly problem: string | null;
}

/** Masks personal data in events and suggestions. Names of nodes stay. */
export function maskPathway(pathway: PathwayView): PathwayView {
  const masked = (text: string | null): string | null => (text === null ? null : maskPersonal(text));
  return {
    ...pathway,
    findings: pathway.findings.map((finding) => ({ ...finding, note: maskPersonal(finding.note) })),
    gaps: pathway.gaps.map(({ after, events, missing }) => ({
      after,
      missing,
      events: events.map((event) => ({
        ...event,
        words: maskPersonal(event.words),
        short: masked(event.short),
        detail: masked(event.detail),
      })),
    })),
  };
}
