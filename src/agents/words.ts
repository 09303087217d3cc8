import * as vscode from 'vscode';
import type { AgentEnvironment } from '../api/bland/agents.ts';
import type { Persona } from '../api/bland/personas.ts';
import { forDisplay } from '../editor/privacy.ts';
import { numberForDisplay } from '../editor/words/number.ts';
import type { PhoneFault, ReadNumbers } from '../triage/numbers/phone-numbers.ts';
import type { NumberOwner } from '../triage/numbers/owner.ts';
import type { RoutedNumber } from '../triage/numbers/routing.ts';
import { printable } from '../triage/transcript/transcript.ts';

export function personaName({ id, name }: Pick<Persona, 'id' | 'name'>): string {
  return printable(name).trim() || printable(id);
}

/** Lists numbers for a sentence; beyond the third, only their count. */
export function numbersInWords(numbers: readonly string[]): string {
  const first = numbers.slice(0, numbers.length > 4 ? 3 : 4).map((number) => numberForDisplay(number));
  const rest = numbers.length - first.length;
  return rest === 0 ? first.join(', ') : vscode.l10n.t('{0} and {1} more', first.join(', '), rest);
}

export function countInWords(count: number): string {
  if (count === 0) return vscode.l10n.t('no numbers');
  return count === 1 ? vscode.l10n.t('1 number') : vscode.l10n.t('{0} numbers', count);
}

/** The versions that an agent runs; empty while they are not known. */
export function versionsInWords(environments: readonly AgentEnvironment[] | undefined): string {
  if (environments === undefined) return '';
  const { l10n } = vscode;
  const production = versionOf(environments, 'production');
  const staging = versionOf(environments, 'staging');
  return [production ?? l10n.t('not in production'), staging === undefined ? '' : l10n.t('staging {0}', staging)]
    .filter((fact) => fact !== '')
    .join(' · ');
}

/** The version that runs in an environment, as in `v1.3.0`; undefined when nothing is published there. */
export function versionOf(environments: readonly AgentEnvironment[], type: string): string | undefined {
  const found = environments.find((one) => one.env_type === type);
  if (found === undefined || found.current_version_id === null) return undefined;
  const { semver = null, name = null } = found.current_version ?? {};
  if (semver !== null) return `v${printable(semver)}`;
  return printable(name ?? '').trim() || printable(found.current_version_id).slice(0, 8);
}

/** Says where an agent answers a number, if not in production. */
export function environmentInWords(owner: NumberOwner | null): string {
  return owner?.type === 'agent' && owner.environment === 'staging' ? vscode.l10n.t('staging') : '';
}

/** Summarizes a number's own settings; empty when it has none. */
export function settingsInWords(settings: RoutedNumber['settings']): string {
  if (settings === null) return '';
  const { l10n } = vscode;
  const version = settings.pathway_version === null ? '' : ` v${settings.pathway_version}`;
  const node = settings.start_node_id === null ? '' : l10n.t(' from {0}', printable(settings.start_node_id));
  return l10n.t('own pathway{0}{1}', version, node);
}

/** Lists invalid numbers with their reasons. */
export function badNumbersInWords({ bad }: ReadNumbers): string {
  return bad
    .slice(0, 10)
    .map(({ text, fault }) => `“${forDisplay(printable(text))}” ${reasonOf(fault)}`)
    .concat(bad.length > 10 ? [vscode.l10n.t('and {0} more', bad.length - 10)] : [])
    .join('; ');
}

function reasonOf(fault: PhoneFault): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'empty':
      return l10n.t('is empty');
    case 'letters':
      return l10n.t('has letters');
    case 'extension':
      return l10n.t('has an extension');
    case 'too-short':
      return l10n.t('is too short');
    case 'too-long':
      return l10n.t('is too long');
    case 'no-country':
      return l10n.t('has no country code (start with + or set callTriage.defaultCountry)');
    case 'unknown-country':
      return l10n.t('has an unknown country code');
    case 'not-in-use':
      return l10n.t('has an invalid area code');
    case 'malformed':
      return l10n.t('is not a phone number');
  }
}
