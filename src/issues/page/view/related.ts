import * as vscode from 'vscode';
import type { Issue } from '../../../api/bland/issues.ts';
import { agentOfCallWords } from '../../../editor/words/agents.ts';
import { shortDate, shortMoment } from '../../../editor/words/format.ts';
import { type AffectedView, maxEntryText, type NormView, type RelationList } from '../../../shared/issue-view.ts';
import { oneLine as idLine } from '../../../triage/issues/activity.ts';
import { normDoes, questionOf } from '../../../triage/issues/norm.ts';
import { otherIssueId } from '../../../triage/issues/relations.ts';
import type { Session } from '../../../triage/sessions/session.ts';
import type { AffectedFacts } from '../../activity/affected.ts';
import { oneLine, textLines } from '../../activity/masked-text.ts';
import { valueWord } from '../../../editor/words/service-values.ts';
import { alertFacts, alertName, relationWord } from '../../words.ts';
import { button, type Offer } from '../offers.ts';
import { listTrouble } from './evidence.ts';

export function relationsView(session: Session, issueId: string, offer: Offer): RelationList {
  const { l10n } = vscode;
  const place = { connectionId: session.connection.id, issueId };
  const { relations } = session.issues.contents(issueId);
  return {
    items: relations.items.map((relation) => {
      const { id, related_triage_id: code, related_title: title } = relation;
      const other = otherIssueId(relation, issueId);
      const text = `${idLine(code ?? other, 60)}  ${oneLine(title)}`.trim();
      const open = offer(`open/${id}`, 'callTriage.openIssue', { ...place, issueId: other });
      return {
        id,
        words: oneLine(relationWord(relation), 40),
        link: { text, action: open },
        remove: offer(`remove/${id}`, 'callTriage.unlinkIssue', { ...place, relationId: id }),
      };
    }),
    trouble: listTrouble(relations, offer, place),
    isLoading: relations.loading && !relations.loaded,
    buttons: [button(l10n.t('Link…'), offer, 'callTriage.linkIssue', place)],
  };
}

export function normView(session: Session, issue: Issue, offer: Offer): NormView {
  const { l10n } = vscode;
  const place = { connectionId: session.connection.id, issueId: issue.id };
  const doing = normDoes(issue);
  const { activity } = session.issues.contents(issue.id);
  const answer = activity.items.find(({ type }) => type === 'response');
  const text = doing === 'asking' ? (questionOf(issue, activity.items)?.text ?? '') : (answer?.detail ?? '');
  const ask = (label: string, intent: string) => button(label, offer, 'callTriage.askNorm', { ...place, intent });
  return {
    state: stateWords(issue, doing, answer?.created_at ?? null),
    isWorking: doing === 'working',
    text: textLines(text, maxEntryText).join('\n'),
    buttons: [
      ...(doing === 'asking' ? [button(l10n.t('Answer…'), offer, 'callTriage.answerNorm', place)] : []),
      ask(l10n.t('Status'), 'status'),
      ask(l10n.t('Verify'), 'verify'),
      ask(l10n.t('Fix…'), 'fix'),
    ],
  };
}

function stateWords(issue: Issue, doing: ReturnType<typeof normDoes>, answeredAt: string | null): string {
  const { l10n } = vscode;
  if (doing === 'working') return l10n.t('Norm is working…');
  if (doing === 'asking') return l10n.t('Norm is waiting for your answer');
  const status = issue.latest_agent_session?.status ?? null;
  if (status === null) return l10n.t('not asked yet');
  return [oneLine(valueWord(status), 40), shortMoment(answeredAt)].filter((part) => part !== '').join(' · ');
}

/** What the calls of an issue ran on, and its alerts. */
export function affectedView(
  place: { readonly connectionId: string; readonly issueId: string },
  { affected: { calls, pathways, personas }, agents, alerts }: AffectedFacts,
  offer: Offer,
): AffectedView {
  const { l10n } = vscode;
  const plain = (text: string) => ({ text, action: null });
  const bind = button(l10n.t('Bind Alert…'), offer, 'callTriage.bindAlert', place);
  const unbind = button(l10n.t('Unbind Alert…'), offer, 'callTriage.unbindAlert', place);
  const agentOf = new Map(agents.flatMap((agent) => agent.callIds.map((id) => [id, agent] as const)));
  // The pathway and the persona of an agent's call are the service's own.
  const isOwn = ({ call_ids: ids }: { readonly call_ids: readonly string[] }): boolean =>
    ids.length === 0 || !ids.every((id) => agentOf.has(id));
  const agentItems = agents.map((one) =>
    plain(`${oneLine(agentOfCallWords(one), 80)} (${idLine(one.agentId, 80)})  ${callCount(one.callIds.length)}`),
  );
  return {
    groups: [
      ...(agents.length === 0 ? [] : [{ label: l10n.t('Agents'), items: agentItems }]),
      {
        label: l10n.t('Pathways'),
        items: pathways
          .filter(isOwn)
          .map((one) =>
            plain(`${named(one.pathway_name, one.pathway_id)}${versionOf(one)}  ${callCount(one.call_count)}`),
          ),
      },
      {
        label: l10n.t('Personas'),
        items: personas
          .filter(isOwn)
          .map((one) => plain(`${named(one.persona_name, one.persona_id)}  ${callCount(one.call_count)}`)),
      },
      {
        label: l10n.t('Calls'),
        items: calls.map((call) => {
          const agent = agentOf.get(call.call_id);
          const on =
            agent === undefined
              ? [call.pathway_name ?? call.pathway_id, call.persona_name ?? call.persona_id]
              : [agentOfCallWords(agent)];
          const words = [shortDate(call.started_at), oneLine(call.title), ...on.map((part) => oneLine(part ?? '', 80))];
          const text = words.filter((word) => word !== '').join(' · ') || idLine(call.call_id, 80);
          const action = offer(`call/${call.call_id}`, 'callTriage.openTranscript', { ...place, callId: call.call_id });
          return { text, action };
        }),
      },
      {
        label: l10n.t('Alerts'),
        items: (alerts ?? []).map((alert) =>
          plain(
            [alertName(alert), alertFacts(alert)]
              .map((word) => oneLine(word, 80))
              .filter((word) => word !== '')
              .join(' · '),
          ),
        ),
      },
    ],
    trouble: null,
    // A service without alerts cannot bind any.
    buttons: alerts === null ? [] : alerts.length === 0 ? [bind] : [bind, unbind],
  };
}

const named = (name: string, id: string): string =>
  name === '' || name === id ? oneLine(id, 80) : `${oneLine(name, 80)} (${oneLine(id, 80)})`;

function versionOf(one: { readonly version_number: number | null; readonly version_label: string | null }): string {
  if (one.version_label !== null) return `  ${oneLine(one.version_label, 40)}`;
  return one.version_number === null ? '' : `  v${one.version_number}`;
}

function callCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', count);
}
