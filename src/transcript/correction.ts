import * as vscode from 'vscode';
import { BadRequestError, NotFoundError } from '../api/errors.ts';
import { isCancelled } from '../editor/cancelled.ts';
import { explain } from '../editor/explain.ts';
import { isMasked } from '../editor/masking.ts';
import type { CorrectedView } from '../shared/corrected.ts';
import { loggedAs } from '../shared/logged-as.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { shownCorrected } from '../triage/draft-kinds.ts';
import type { DraftPlace } from '../triage/drafts.ts';
import type { TranscriptPanel } from './panel.ts';

/**
 * Brings the corrected text of a call to its page, when somebody asks for it. Whether it is shown is kept on the disk,
 * what it says is not: after a reload of the window, a call that showed it is asked for once more, one that had hidden it
 * is not.
 */
export class PanelCorrection implements vscode.Disposable {
  readonly #panel: TranscriptPanel;
  #waiting = new AbortController();

  constructor(panel: TranscriptPanel) {
    this.#panel = panel;
  }

  dispose(): void {
    this.#waiting.abort();
  }

  async answer(request: PageMessageOf<'corrected'>['request']): Promise<void> {
    const { drafts } = this.#panel.services;
    const place = this.#place;
    if (place === undefined) return;
    drafts.keep(place, request === 'show');
    void drafts.flush();
    if (request === 'show') await this.#show();
    else this.#waiting.abort();
  }

  /** The page stands, for the first time or anew: it shows what it showed before. */
  async resume(): Promise<void> {
    const place = this.#place;
    if (place !== undefined && (await this.#panel.services.drafts.load(place))) await this.#show();
  }

  get #place(): DraftPlace<boolean> | undefined {
    const { target } = this.#panel;
    return 'callId' in target ? shownCorrected(target.connectionId, target.callId) : undefined;
  }

  async #show(): Promise<void> {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const { transcript, session } = this.#panel;
    if (transcript === undefined) return;
    if (!session.corrections.has(transcript.callId)) this.#post({ kind: 'asking' });
    try {
      const read = await session.corrections.get(transcript, signal);
      const { correctedView } = await import('./corrected-view.ts');
      if (signal.aborted) return;
      this.#post(correctedView(read, isMasked()));
      // It may tell what was misheard.
      await this.#panel.showEvents();
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      const { sentence, remedies } = explain(error);
      this.#panel.services.log.warn(loggedAs(error));
      const isForGood = error instanceof BadRequestError || error instanceof NotFoundError;
      const retry = isForGood ? [] : [{ id: 'retry', label: vscode.l10n.t('Retry') }];
      const actions = remedies.map(({ label, command }) => ({ id: command, label }));
      this.#post({ kind: 'refused', sentence, actions: [...retry, ...actions] });
    }
  }

  #post(corrected: CorrectedView): void {
    this.#panel.post({ type: 'corrected', corrected });
  }
}
