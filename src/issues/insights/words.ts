import * as vscode from 'vscode';
import { dayOfYear, dayWithYear, formatNumber } from '../../editor/words/format.ts';
import type { InsightRange } from '../../shared/insights-view.ts';
import type { NodeCount, RanOn, TypeCount, VersionCount } from '../../triage/insights/counting.ts';
import type { FlagInsights } from '../../triage/insights/flag-insights.ts';
import type { Period, PeriodCounts } from '../../triage/insights/periods.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { oneLine as idLine } from '../../triage/issues/activity.ts';
import { oneLine } from '../activity/masked-text.ts';

/** Where the names of agents and pathways are known. */
interface Names {
  readonly session: Session;
  readonly insights: FlagInsights;
}

/** A name with what is said quieter beside it. */
export interface Named {
  readonly label: string;
  readonly detail: string;
}

/** Longest names, characters. */
const longestName = 120;
/** Characters of an ID that tell it from others. */
const idLength = 8;

export function flagCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 flag') : vscode.l10n.t('{0} flags', formatNumber(count));
}

export function issueCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 loaded issue') : vscode.l10n.t('{0} loaded issues', formatNumber(count));
}

export function typeName({ type }: Pick<TypeCount, 'type'>): Named {
  return { label: oneLine(type, longestName), detail: '' };
}

/** Names an agent in its version, a pathway in its version, or says that neither is known. */
export function versionName({ session, insights }: Names, { ranOn }: Pick<VersionCount, 'ranOn'>): Named {
  const { l10n } = vscode;
  const { agentId, agentVersionId, pathwayId, pathwayVersion } = ranOn;
  if (agentId + agentVersionId !== '') {
    const { name, semver } = agentOf(session, ranOn);
    const label = agentId === '' ? l10n.t('Unknown agent') : name;
    if (semver !== null) return { label: `${label} ${semver}`, detail: '' };
    const isUnknown = agentVersionId === '';
    return { label, detail: isUnknown ? l10n.t('unknown version') : l10n.t('version {0}', shortId(agentVersionId)) };
  }
  if (pathwayId !== '') {
    const version = oneLine(pathwayVersion, 20);
    const detail = version === '' ? l10n.t('unknown version') : l10n.t('version {0}', version);
    return { label: pathwayName(insights, pathwayId), detail };
  }
  return { label: l10n.t('Unknown agent version'), detail: '' };
}

/** Names a node with the agent or pathway that it is of. */
export function nodeName({ session, insights }: Names, { nodeId, nodeName: name, ranOn }: NodeCount): Named {
  const { l10n } = vscode;
  if (nodeId + name === '') return { label: l10n.t('No node'), detail: '' };
  const { agentId, pathwayId } = ranOn;
  const label = oneLine(name, longestName) || oneLine(nodeId, longestName);
  if (agentId !== '') return { label, detail: agentOf(session, { agentId, agentVersionId: '' }).name };
  return { label, detail: pathwayId === '' ? l10n.t('unknown agent') : pathwayName(insights, pathwayId) };
}

function pathwayName(insights: FlagInsights, pathwayId: string): string {
  const name = oneLine(insights.pathwayName(pathwayId), longestName);
  return name === '' ? vscode.l10n.t('Pathway {0}', shortId(pathwayId)) : name;
}

function agentOf({ agentDirectory }: Session, ids: Pick<RanOn, 'agentId' | 'agentVersionId'>) {
  const known = agentDirectory.known({ agent_id: ids.agentId, agent_version_id: ids.agentVersionId });
  const name = oneLine(known?.name ?? '', longestName) || shortId(ids.agentId);
  const semver = known?.semver ?? null;
  return { name, semver: semver === null ? null : oneLine(semver, 40) };
}

function shortId(id: string): string {
  return idLine(id.slice(0, idLength), idLength);
}

/** Names a day or the first day of a week: `Apr 30`, with the year unless it is this one. */
export function periodName({ since }: Period, unit: PeriodCounts['unit'], now: Date): string {
  const date = new Date(since);
  const day = date.getFullYear() === now.getFullYear() ? dayOfYear(date) : dayWithYear(date);
  return unit === 'day' ? day : vscode.l10n.t('Week of {0}', day);
}

/** Names a day under a column. */
export function tickName({ since }: Period): string {
  return dayOfYear(new Date(since));
}

export function rangeWords(): Readonly<Record<InsightRange, string>> {
  const { l10n } = vscode;
  return {
    '7d': l10n.t('Last 7 days'),
    '30d': l10n.t('Last 30 days'),
    '13w': l10n.t('Last 13 weeks'),
    '52w': l10n.t('Last 52 weeks'),
  };
}
