import * as vscode from 'vscode';
import { ContextKey } from '../editor/context-key.ts';
import type { Services } from '../editor/services.ts';
import { createStatusItem } from '../editor/status-item.ts';

/** Shows how far the review queue of this window is in the status bar; a click goes on. Hidden when all is reviewed. */
export function showReview({ review }: Pick<Services, 'review'>): vscode.Disposable {
  const { item, say } = createStatusItem('callTriage.review', -2);
  item.name = vscode.l10n.t('Call Triage: Review');
  item.command = 'callTriage.nextCall';
  const reviewing = new ContextKey<boolean>('callTriage.reviewing');
  const show = (): void => {
    reviewing.set(review.current !== undefined);
    const queue = review.current;
    const place = queue && review.placeOf(queue.connectionId, queue.callIds[queue.at] ?? '');
    if (place === undefined || place.reviewed === place.total) {
      item.hide();
      return;
    }
    const { l10n } = vscode;
    say('checklist', l10n.t('{0} of {1}', place.position, place.total));
    item.tooltip = l10n.t(
      'Reviewing calls: {0} of {1} reviewed on this machine. Click to mark this call as reviewed and open the next one.',
      place.reviewed,
      place.total,
    );
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    item.show();
  };
  show();
  const subscription = review.onDidChange(show);
  return vscode.Disposable.from(item, new vscode.Disposable(() => subscription.dispose()));
}
