import * as vscode from 'vscode';
import type { OptionalName, ServicePart } from '../../triage/sessions/service-support.ts';

/** Says what a service does not know, in a sentence for each kind of part. */
export function unsupportedWords(parts: readonly ServicePart[]): readonly string[] {
  const { l10n } = vscode;
  const filters = namesOf(parts, 'filter');
  const fields = namesOf(parts, 'field');
  return [
    ...(filters === '' ? [] : [l10n.t('This service cannot filter issues by {0}. The filter was removed.', filters)]),
    ...(fields === '' ? [] : [l10n.t('This service did not store all fields of the new issue ({0}).', fields)]),
    ...(parts.includes('alerts') ? [l10n.t('This service has no alerts on issues.')] : []),
    ...(parts.includes('scenarios') ? [l10n.t('Scenarios are not available with this service or API key.')] : []),
    ...(parts.includes('scenarioDrafts')
      ? [l10n.t('Drafts of scenarios from calls are not available with this service or API key.')]
      : []),
  ];
}

function namesOf(parts: readonly ServicePart[], kind: 'filter' | 'field'): string {
  const { l10n } = vscode;
  const names: Readonly<Record<OptionalName, string>> = {
    has_alert: l10n.t('alert'),
    agent_id: l10n.t('agent'),
    agent_version_id: l10n.t('agent version'),
    dispatch_id: l10n.t('dispatch'),
    skill_id: l10n.t('skill'),
  };
  const found = Object.entries(names).filter(([name]) => parts.some((part) => part === `${kind}.${name}`));
  return found.map(([, word]) => word).join(', ');
}
