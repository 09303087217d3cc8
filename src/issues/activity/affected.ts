import * as vscode from 'vscode';
import type { Affected } from '../../api/bland/affected.ts';
import type { AlertBinding } from '../../api/bland/alert-bindings.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { shortDate } from '../../editor/words/format.ts';
import { oneLine } from '../../triage/issues/activity.ts';
import { callLink, type Place } from './links.ts';
import { type Action, type Line, type Page, pageOf } from './page.ts';
import { oneLine as title } from './masked-text.ts';
import { heading } from './timeline.ts';
import { boundAlerts } from '../../triage/issues/alerts.ts';
import type { Session } from '../../triage/sessions/session.ts';

/**
 * Renders what the calls of an issue ran on, and the alerts bound to it.
 *
 * @param alerts null for a service that has none
 */
export function affectedPage(
  place: Place,
  issue: Issue | undefined,
  affected: Affected,
  alerts: readonly AlertBinding[] | null,
): Page {
  const { l10n } = vscode;
  const bind: Action = { title: l10n.t('Bind Alert…'), command: 'callTriage.bindAlert', args: { ...place } };
  const unbind: Action = { title: l10n.t('Unbind Alert…'), command: 'callTriage.unbindAlert', args: { ...place } };
  return pageOf([
    heading(issue),
    section(
      l10n.t('Pathways'),
      affected.pathways.map(
        (one) => `${named(one.pathway_name, one.pathway_id)}${versionOf(one)}  ${calls(one.call_count)}`,
      ),
    ),
    section(
      l10n.t('Personas'),
      affected.personas.map((one) => `${named(one.persona_name, one.persona_id)}  ${calls(one.call_count)}`),
    ),
    section(
      l10n.t('Calls'),
      affected.calls.map((call) => {
        const on = [call.pathway_name ?? call.pathway_id, call.persona_name ?? call.persona_id];
        const words = [shortDate(call.started_at), title(call.title), ...on.map((part) => oneLine(part ?? '', 80))];
        const text = words.filter((word) => word !== '').join(' · ');
        return { parts: [callLink(place, call.call_id, text), ` (${oneLine(call.call_id, 80)})`] };
      }),
    ),
    section(
      l10n.t('Alerts'),
      (alerts ?? []).map((alert) =>
        [alert.alert_name, alert.current_severity ?? '', alert.status]
          .map((word) => oneLine(word, 80))
          .filter((word) => word !== '')
          .join(' · '),
      ),
      alerts === null ? [] : alerts.length === 0 ? [bind] : [bind, unbind],
    ),
  ]);
}

function section(title: string, lines: readonly Line[], actions: readonly Action[] = []): Line[] {
  const rows = lines.length === 0 ? [vscode.l10n.t('none')] : lines;
  const indented = rows.map((line) => ({ parts: ['    ', ...(typeof line === 'string' ? [line] : line.parts)] }));
  return [{ parts: [`## ${title}`], actions }, ...indented];
}

const named = (name: string, id: string): string =>
  name === '' || name === id ? oneLine(id, 80) : `${oneLine(name, 80)} (${oneLine(id, 80)})`;

function versionOf(one: { readonly version_number: number | null; readonly version_label: string | null }): string {
  if (one.version_label !== null) return `  ${oneLine(one.version_label, 40)}`;
  return one.version_number === null ? '' : `  v${one.version_number}`;
}

const calls = (count: number): string => (count === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count));

/** Fetches what an issue's calls ran on (Get Affected Context), and the alerts bound to it. @throws ServiceError */
export async function readAffected(
  { api, support }: Session,
  issueId: string,
): Promise<{ readonly affected: Affected; readonly alerts: readonly AlertBinding[] | null }> {
  const [affected, alerts] = await Promise.all([api.affected.get(issueId), boundAlerts(api, issueId)]);
  return { affected, alerts: support.has('alerts') ? alerts : null };
}
