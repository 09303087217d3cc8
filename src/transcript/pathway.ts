import * as vscode from 'vscode';
import { explain } from '../editor/errors/explain.ts';
import { isMasked } from '../editor/masking.ts';
import { maskPathway, type PathwayView } from '../shared/pathway.ts';
import type { PathwayNode } from '../triage/transcript/pathway.ts';
import type { Session } from '../triage/sessions/session.ts';
import type { Transcript } from '../triage/transcript/transcript.ts';
import { pathwayView } from './event-words.ts';
import { findingsOf } from './findings.ts';
import type { TranscriptPanel } from './panel.ts';

/**
 * What the agent was doing during a call, as the page may show it now. Never fails: what keeps it from being read is said
 * in it.
 */
export async function shownPathway(panel: TranscriptPanel, transcript: Transcript): Promise<PathwayView> {
  // The connection may be removed while the events are on their way.
  const { session } = panel;
  const read = await readOf(session, transcript);
  const view = { ...read, findings: await findingsOf(panel, session, transcript) };
  return isMasked() ? maskPathway(view) : view;
}

async function readOf(session: Session, transcript: Transcript): Promise<PathwayView> {
  try {
    return pathwayView(await session.pathways.get(transcript), transcript);
  } catch (error) {
    const problem = vscode.l10n.t('Could not load call events. {0}', explain(error).sentence);
    return { gaps: [], nodes: [], rowNodes: [], findings: [], problem };
  }
}

/** Where the agent was at a message, for its flag; nothing while that is not known. */
export function nodeAt(
  session: Session,
  transcript: Transcript,
  index: number,
): { readonly nodeId?: string; readonly nodeName?: string } {
  const node: PathwayNode | undefined = session.pathways.known(transcript)?.nodes.get(index);
  if (node === undefined) return {};
  return node.name === null ? { nodeId: node.id } : { nodeId: node.id, nodeName: node.name };
}
