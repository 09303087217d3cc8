import * as vscode from 'vscode';
import { explain } from '../editor/errors/explain.ts';
import { speakerOf, textWords } from '../editor/words/messages.ts';
import { formatDuration } from '../editor/words/format.ts';
import type { MissingWords } from '../triage/evidence/collect.ts';
import type { EvidenceWords } from '../triage/evidence/markdown.ts';
import { valueWord } from '../editor/words/service-values.ts';

/** The localized reasons for what a bundle omits. */
export function missingWords(): MissingWords {
  const { l10n } = vscode;
  return {
    failed: (error) => explain(error).sentence,
    gone: l10n.t('No longer available.'),
    limit: l10n.t('Too large for one export.'),
    unreadable: l10n.t('The service returned unreadable data.'),
    noSuchMessage: l10n.t('A flag refers to a message that the call does not have.'),
  };
}

/** The localized words of a bundle. */
export function evidenceWords(): EvidenceWords {
  const { l10n } = vscode;
  return {
    ...textWords(),
    heads: {
      flags: l10n.t('Flags'),
      messages: l10n.t('Messages'),
      description: l10n.t('Description'),
      comments: l10n.t('Comments'),
      otherEvidence: l10n.t('Other evidence'),
      missing: l10n.t('Omitted'),
    },
    facts: {
      status: l10n.t('Status'),
      severity: l10n.t('Severity'),
      category: l10n.t('Category'),
      owner: l10n.t('Owner'),
      assignee: l10n.t('Assignee'),
      created: l10n.t('Created'),
      from: l10n.t('From'),
      to: l10n.t('To'),
      began: l10n.t('Started'),
      duration: l10n.t('Duration'),
      endedBy: l10n.t('Ended by'),
      transferredTo: l10n.t('Transferred to'),
      error: l10n.t('Error'),
      summary: l10n.t('Summary'),
      pathway: l10n.t('Pathway'),
      persona: l10n.t('Persona'),
      variables: l10n.t('Variables'),
      recording: l10n.t('Recording'),
    },
    wholeCall: l10n.t('the whole call'),
    masked: l10n.t('Personal data masking is on.'),
    made: (connection, at) => l10n.t('Exported from {0}, {1}.', connection, at),
    seconds: formatDuration,
    value: valueWord,
    speaker: speakerOf,
  };
}
