import * as vscode from 'vscode';
import { excerpt, formatNumber } from '../../editor/words/format.ts';
import { offset } from '../../shared/offset.ts';
import type { FindingView } from '../../shared/pathway.ts';
import type { Database } from '../../storage/database.ts';
import type { Session } from '../../triage/sessions/session.ts';
import type { Finding } from '../../triage/transcript/finding.ts';
import { dismissedFindings, findFindings } from '../../triage/transcript/findings.ts';
import { printable, type Transcript } from '../../triage/transcript/transcript.ts';
import type { UndoHistory } from '../flags/undo-history.ts';
import type { CallPort, PanelPort } from '../panel/ports.ts';

/** The flag types that are suggested; the reader may choose another. */
const flagTypes: Readonly<Record<Finding['kind'], string>> = {
  webhook: 'tool_failure',
  loop: 'pathway_loop',
  silence: 'dead_air',
  start: 'dead_air',
  talkover: 'talk_over',
  goeson: 'talk_over',
  repeated: 'repeated_line',
  digit: 'misheard_number',
  name: 'misheard_name',
};

export interface FindingsPort extends CallPort {
  readonly history: UndoHistory;
  showEvents(): Promise<void>;
}

/** Suggestions for flags on a call, without those that were dismissed on this machine. */
export async function loadFindings(
  { target }: Pick<PanelPort, 'target'>,
  session: Session,
  transcript: Transcript,
  database: Database,
): Promise<readonly FindingView[]> {
  const stored = dismissedFindings(database, target.connectionId, transcript.callId);
  const dismissed = new Set((await stored.all().catch(() => [])).map(([id]) => id));
  return allFindings(session, transcript).filter(({ id }) => !dismissed.has(id));
}

export function findingWithId(panel: CallPort, id: string): FindingView | undefined {
  const { transcript } = panel;
  if (transcript === undefined) return undefined;
  return allFindings(panel.session(), transcript).find((finding) => finding.id === id);
}

/** @throws StorageError */
export async function dismissFinding(panel: FindingsPort, database: Database, id: string): Promise<void> {
  const { target, transcript } = panel;
  if (transcript === undefined) return;
  const dismissed = dismissedFindings(database, target.connectionId, transcript.callId);
  await dismissed.set(id, true);
  void panel.showEvents();
  panel.history.push(async () => {
    await dismissed.delete(id);
    void panel.showEvents();
    return vscode.l10n.t('Suggestion restored.');
  });
  panel.say(vscode.l10n.t('Suggestion dismissed.'), 'info');
}

function allFindings(session: Session, transcript: Transcript): readonly FindingView[] {
  const { findings: misheard } = session.corrections.known(transcript) ?? {};
  const pathway = session.pathways.known(transcript);
  const speech = session.speech.known(transcript.callId);
  return findFindings(transcript.rows, { pathway, misheard, speech }).map((finding) => ({
    id: finding.id,
    index: finding.index,
    flagType: flagTypes[finding.kind],
    note: noteOf(finding, transcript),
  }));
}

/** The note of the suggested flag: what was found, in a sentence. */
function noteOf(finding: Finding, { rows }: Transcript): string {
  const { l10n } = vscode;
  const name = 'name' in finding && finding.name !== null ? excerpt(printable(finding.name), 120) : '';
  switch (finding.kind) {
    case 'webhook':
      return finding.status === null
        ? l10n.t('Webhook {0} failed.', name)
        : l10n.t('Webhook {0} returned {1}.', name, finding.status);
    case 'loop':
      return l10n.t('Node {0} entered for the third time.', name);
    case 'digit':
      return l10n.t('Misheard digits: {0}, corrected to {1}.', finding.heard, finding.corrected);
    case 'name':
      return l10n.t('Misheard name: "{0}", corrected to "{1}".', printable(finding.heard), finding.corrected);
    case 'silence':
      return finding.measured
        ? l10n.t('{0} s of silence before this message (measured).', formatNumber(finding.seconds, 1))
        : l10n.t('About {0} s of silence before this message.', Math.round(finding.seconds));
    case 'start':
      return l10n.t('{0} s until the first word (measured).', formatNumber(finding.seconds, 1));
    case 'talkover':
      return l10n.t('Agent talked over the caller for {0} s (measured).', formatNumber(finding.seconds, 1));
    case 'goeson':
      return l10n.t(
        'Agent kept talking for {0} s after the caller began (measured).',
        formatNumber(finding.seconds, 1),
      );
    case 'repeated': {
      const { seconds = null } = rows.find(({ index }) => index === finding.first) ?? {};
      return l10n.t('The agent already said this at {0}.', seconds === null ? `#${finding.first}` : offset(seconds));
    }
  }
}
