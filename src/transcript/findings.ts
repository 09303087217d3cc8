import * as vscode from 'vscode';
import { excerpt } from '../editor/words/format.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { offset } from '../shared/offset.ts';
import type { FindingView } from '../shared/pathway.ts';
import { dismissedFindings, type Finding, findFindings } from '../triage/transcript/findings.ts';
import type { Session } from '../triage/sessions/session.ts';
import { printable, type Transcript } from '../triage/transcript/transcript.ts';
import type { TranscriptPanel } from './panel.ts';

/** The flag types that are suggested for findings; who accepts one may choose another. */
const flagTypes: Readonly<Record<Finding['kind'], string>> = {
  webhook: 'tool_failure',
  loop: 'pathway_loop',
  silence: 'dead_air',
  repeated: 'repeated_line',
  digit: 'misheard_number',
  name: 'misheard_name',
};

/** What is worth a look in a call, as flags that might be put on it, without those that were dismissed on this machine. */
export async function findingsOf({ target, services }: TranscriptPanel, session: Session, transcript: Transcript) {
  const kept = dismissedFindings(services.database, target.connectionId, transcript.callId);
  const dismissed = new Set((await kept.all().catch(() => [])).map(([id]) => id));
  return allFindings(session, transcript).filter(({ id }) => !dismissed.has(id));
}

/**
 * Does what the page asks about a finding. Returns the one that is to become a flag as it is.
 *
 * @throws StorageError when it cannot be remembered that it was dismissed
 */
export async function answerFinding(
  panel: TranscriptPanel,
  { id, action }: PageMessageOf<'finding'>,
): Promise<FindingView | undefined> {
  const { target, transcript, services, session } = panel;
  const finding = transcript === undefined ? undefined : allFindings(session, transcript).find((one) => one.id === id);
  if (transcript === undefined || finding === undefined || action === 'store') return finding;
  const dismissed = dismissedFindings(services.database, target.connectionId, transcript.callId);
  await dismissed.set(id, true);
  void panel.showEvents();
  panel.history.did(async () => {
    await dismissed.delete(id);
    void panel.showEvents();
    return vscode.l10n.t('Suggestion restored.');
  });
  panel.say(vscode.l10n.t('Suggestion dismissed.'), 'info');
  return undefined;
}

function allFindings(session: Session, transcript: Transcript): readonly FindingView[] {
  const { findings: misheard } = session.corrections.known(transcript) ?? {};
  return findFindings(transcript.rows, session.pathways.known(transcript), misheard).map((finding) => ({
    id: finding.id,
    index: finding.index,
    flagType: flagTypes[finding.kind],
    note: noteOf(finding, transcript),
  }));
}

/** A finding in a sentence: what a flag for it says. */
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
      return l10n.t('{0} s of silence before this message.', finding.seconds);
    case 'repeated': {
      const { seconds = null } = rows.find(({ index }) => index === finding.first) ?? {};
      return l10n.t('The agent already said this at {0}.', seconds === null ? `#${finding.first}` : offset(seconds));
    }
  }
}
