import * as vscode from 'vscode';
import { fromView } from '../../editor/call.ts';
import type { Issue } from '../../api/bland/issues.ts';
import { inform } from '../../editor/notices.ts';
import { oneLine } from '../../triage/issues/activity.ts';
import { type NormQuestion, questionOf } from '../../triage/issues/norm.ts';
import type { Session } from '../../triage/sessions/session.ts';

/** Notifies of Norm's questions, once each, with a button to answer. */
export class NormQuestions {
  readonly #notified = new Set<string>();

  /** Shows the question that Norm's last run ended with, if any. */
  notify(session: Session, issue: Issue): void {
    const question = questionOf(issue, session.issues.contents(issue.id).activity.items);
    if (question === undefined || question.entryId === null || this.#notified.has(question.entryId)) return;
    this.#notified.add(question.entryId);
    const answer = vscode.l10n.t('Answer…');
    const code = oneLine(issue.triage_id, 20);
    const sentence = vscode.l10n.t('Norm asks on {0}: {1}', code, oneLine(question.text, 200));
    void inform(sentence, answer).then((chosen) => {
      const args = { [fromView]: true, connectionId: session.connection.id, issueId: issue.id };
      if (chosen === answer) void vscode.commands.executeCommand('callTriage.answerNorm', args);
    });
  }

  /** Suppresses the notification of a question that is being answered. */
  markAnswered({ entryId }: NormQuestion): void {
    if (entryId !== null) this.#notified.add(entryId);
  }
}
