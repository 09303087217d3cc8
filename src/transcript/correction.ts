import * as vscode from 'vscode';
import { BadRequestError, NotFoundError } from '../api/errors.ts';
import { isCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import { isMasked } from '../editor/masking.ts';
import type { CorrectedView } from '../shared/corrected.ts';
import { loggedAs } from '../shared/logged-as.ts';
import type { PageMessageOf } from '../shared/messages.ts';
import { shownCorrected } from '../triage/draft-kinds.ts';
import type { DraftPlace } from '../triage/drafts.ts';
import type { Transcript } from '../triage/transcript/transcript.ts';
import type { TranscriptPanel } from './panel.ts';
import { correctedView } from './corrected-view.ts';

/**
 * Brings the corrected text of a call to its page, when somebody asks for it. Whether it is shown is kept on the disk,
 * what it says is not: after a reload of the window, a call that showed it is asked for once more, one that had hidden it
 * is not.
 */
export class PanelCorrection implements vscode.Disposable {
  readonly #panel: TranscriptPanel;
  #waiting = new AbortController();
  /** What was refused last: a page that is drawn anew says so again, without another request. */
  #refused: { readonly transcript: Transcript; readonly view: CorrectedView } | undefined;

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
    else {
      this.#waiting.abort();
      // What was on its way to a page that was drawn anew meanwhile would be shown there.
      this.#post({ kind: 'hidden' });
    }
  }

  /** The page stands, for the first time or anew: it shows what it showed before. */
  async resume(): Promise<void> {
    const place = this.#place;
    if (place === undefined || !(await this.#panel.services.drafts.load(place))) return;
    if (this.#refused !== undefined && this.#refused.transcript === this.#panel.transcript) {
      this.#post(this.#refused.view);
    } else await this.#show();
  }

  get #place(): DraftPlace<boolean> | undefined {
    const { target } = this.#panel;
    return 'callId' in target ? shownCorrected(target.connectionId, target.callId) : undefined;
  }

  async #show(): Promise<void> {
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const { transcript } = this.#panel;
    this.#refused = undefined;
    if (transcript === undefined) return;
    try {
      // The connection may have been removed meanwhile.
      const { corrections } = this.#panel.session;
      if (!corrections.has(transcript.callId)) this.#post({ kind: 'asking' });
      const read = await corrections.get(transcript, signal);
      if (signal.aborted) return;
      this.#post(correctedView(read, isMasked()));
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      const { sentence, remedies } = explain(error);
      this.#panel.services.log.warn(loggedAs(error));
      const isForGood = error instanceof BadRequestError || error instanceof NotFoundError;
      const retry = isForGood ? [] : [{ id: 'retry', label: vscode.l10n.t('Retry') }];
      const actions = remedies.map(({ label, command }) => ({ id: command, label }));
      const view: CorrectedView = { kind: 'refused', sentence, actions: [...retry, ...actions] };
      this.#refused = { transcript, view };
      this.#post(view);
      return;
    }
    // It may tell what was misheard. What goes wrong there says nothing of the corrected transcript.
    await this.#panel.showEvents();
  }

  #post(corrected: CorrectedView): void {
    this.#panel.post({ type: 'corrected', corrected });
  }
}
