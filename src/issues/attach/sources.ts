import * as vscode from 'vscode';
import type { CallSummary } from '../../api/bland/calls.ts';
import type { SmsConversation } from '../../api/bland/sms-conversations.ts';
import { callFacts, callIcon, callLabel } from '../../editor/words/calls.ts';
import { excerpt, shortMoment } from '../../editor/words/format.ts';
import type { Session } from '../../triage/sessions/session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import type { EvidenceSource } from './pick-evidence.ts';

/** Recent calls, 50 at a time (List Calls). */
export function recentCalls({ api }: Session): EvidenceSource<CallSummary> {
  return {
    resourceType: 'call',
    title: vscode.l10n.t('Attach Calls'),
    placeholder: vscode.l10n.t('Search recent calls, or paste IDs or URLs'),
    fetch: (cursor, signal) => api.calls.list({}, { cursor, limit: 50, signal }),
    idOf: (call) => call.call_id,
    row: (call) => ({ label: callLabel(call), description: callFacts(call).join(' · '), iconPath: callIcon(call) }),
  };
}

/** Recent conversations, 25 at a time (List SMS Conversations). */
export function recentConversations({ api }: Session): EvidenceSource<SmsConversation> {
  const text = (value: string | null): string => printable(value ?? '').trim();
  return {
    resourceType: 'sms_conversation',
    title: vscode.l10n.t('Attach SMS Conversations'),
    placeholder: vscode.l10n.t('Search recent SMS conversations, or paste IDs or URLs'),
    fetch: (cursor, signal) => api.smsConversations.list({ cursor, limit: 25, signal }),
    idOf: ({ id }) => id,
    row(conversation) {
      const { user_number: user, message_count: count } = conversation;
      const summary = excerpt(text(conversation.summary) || text(conversation.last_message), 120);
      const facts = [
        shortMoment(conversation.last_message_at ?? conversation.updated_at ?? conversation.created_at),
        count === null ? '' : vscode.l10n.t('{0} messages', count),
        summary === '' ? '' : text(user),
      ];
      return {
        label: summary || text(user) || conversation.id,
        description: facts.filter((fact) => fact !== '').join(' · '),
        iconPath: new vscode.ThemeIcon('mail'),
      };
    },
  };
}
