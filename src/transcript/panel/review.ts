import type * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import type { ReviewView } from '../../shared/review.ts';
import { callIdOf } from '../target.ts';
import type { PanelPort } from './ports.ts';

/** The place of a panel's call in the review queue, shown in its head. */
export class PanelReview implements vscode.Disposable {
  readonly #panel: Pick<PanelPort, 'target' | 'session' | 'post'>;
  readonly #queue: Services['review'];
  readonly #subscription: { dispose(): void };

  constructor(panel: Pick<PanelPort, 'target' | 'session' | 'post'>, { review }: Pick<Services, 'review'>) {
    this.#panel = panel;
    this.#queue = review;
    this.#subscription = review.onDidChange(() => this.show());
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  show(): void {
    this.#panel.post({ type: 'review', review: this.#view() });
  }

  #view(): ReviewView | null {
    const { connectionId } = this.#panel.target;
    const callId = callIdOf(this.#panel.target);
    const place = callId === undefined ? undefined : this.#queue.placeOf(connectionId, callId);
    const queue = this.#queue.current;
    if (place === undefined || queue === undefined) return null;
    const { issues } = this.#panel.session();
    const { position, total, reviewed } = place;
    const flagged = queue.callIds.filter((id) => issues.flagsOn(id) > 0).length;
    return { position, total, reviewed, flagged, isReviewed: this.#queue.marks.has(queue.connection, place.callId) };
  }
}
