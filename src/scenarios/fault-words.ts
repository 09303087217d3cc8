import * as vscode from 'vscode';
import type { TextFault } from '../triage/scenarios/scenario-text.ts';

/** Says what is wrong with a document, in one sentence. */
export function faultSentence(fault: TextFault): string {
  const { l10n } = vscode;
  const field = fault.field.split('.').at(-1) ?? '';
  switch (fault.problem) {
    case 'syntax':
      return l10n.t('This is not valid JSON.');
    case 'target':
      return l10n.t('Name exactly one of agent_id, persona_id and pathway_id.');
    case 'unknown':
      return l10n.t('{0} is not a field of a scenario that can be written here.', field);
    case 'missing':
      return l10n.t('{0} is missing.', field);
    case 'empty':
      if (fault.field === 'tester_persona_prompt') return l10n.t('Describe how the simulated caller behaves.');
      if (fault.field.endsWith('config.prompt')) {
        return l10n.t('Write the question of the judge, for which yes is correct behavior.');
      }
      return fault.field === 'assertions' ? l10n.t('Add an assertion.') : l10n.t('{0} must not be empty.', field);
    case 'long':
      return l10n.t('{0} is too long.', field);
    case 'kind':
      return l10n.t('{0} has the wrong type.', field);
    case 'range':
      return l10n.t('{0} must be between {1} and {2}.', field, fault.least, fault.most);
    case 'choice':
      return l10n.t('{0} must be one of {1}.', field, fault.choices.join(', '));
  }
}
