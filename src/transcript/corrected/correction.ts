import { correctedView } from './corrected-view.ts';
import * as vscode from 'vscode';
import { BadRequestError, NotFoundError } from '../../api/errors.ts';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { isMasked } from '../../editor/masking.ts';
import type { Services } from '../../editor/services.ts';
import type { CorrectedView } from '../../shared/corrected.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import { shownCorrected } from '../../triage/draft-kinds.ts';
import type { DraftPlace } from '../../triage/drafts.ts';
import type { Transcript } from '../../triage/transcript/transcript.ts';
import type { CallPort } from '../panel/ports.ts';

interface Port extends Omit<CallPort, 'say'> {
  /** Posts the suggestions again, some of which are made from the corrected transcript. */
  showEvents(): Promise<void>;
}

/**
 * The corrected transcript of a panel's call, loaded when the reader shows it. That it is shown is stored on disk, its text
 * is not: after the window is reloaded it is requested again for a call that showed it.
 */
export class PanelCorrection implements vscode.Disposable {
  readonly #panel: Port;
  readonly #services: Pick<Services, 'drafts' | 'log'>;
  #request = new AbortController();
  /** The last error, which a reloaded page shows again without another request. */
  #refused: { readonly transcript: Transcript; readonly view: CorrectedView } | undefined;

  constructor(panel: Port, services: Pick<Services, 'drafts' | 'log'>) {
    this.#panel = panel;
    this.#services = services;
  }

  dispose(): void {
    this.#request.abort();
  }

  async handle(request: PageMessageOf<'corrected'>['request']): Promise<void> {
    const { drafts } = this.#services;
    const place = this.#place;
    if (place === undefined) return;
    drafts.keep(place, request === 'show');
    void drafts.flush();
    if (request === 'show') await this.#show();
    else {
      this.#request.abort();
      // A page that was reloaded meanwhile may have been sent it again.
      this.#post({ kind: 'hidden' });
    }
  }

  /** Shows it in a page that has just been sent the transcript, if it was shown before. */
  async restore(): Promise<void> {
    const place = this.#place;
    if (place === undefined || !(await this.#services.drafts.load(place))) return;
    if (this.#refused !== undefined && this.#refused.transcript === this.#panel.transcript) {
      this.#post(this.#refused.view);
    } else await this.#show();
  }

  get #place(): DraftPlace<boolean> | undefined {
    const { target } = this.#panel;
    return 'callId' in target ? shownCorrected(target.connectionId, target.callId) : undefined;
  }

  async #show(): Promise<void> {
    this.#request.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    const { transcript } = this.#panel;
    this.#refused = undefined;
    if (transcript === undefined) return;
    try {
      // Throws if the connection has been removed meanwhile.
      const { corrections } = this.#panel.session();
      if (!corrections.has(transcript.callId)) this.#post({ kind: 'asking' });
      const corrected = await corrections.get(transcript, signal);
      if (signal.aborted) return;
      this.#post(correctedView(corrected, isMasked()));
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return;
      this.#services.log.warn(loggedAs(error));
      const view = refusedView(error);
      this.#refused = { transcript, view };
      this.#post(view);
      return;
    }
    // Outside of the `try`: an error there is not one of the corrected transcript.
    await this.#panel.showEvents();
  }

  #post(corrected: CorrectedView): void {
    this.#panel.post({ type: 'corrected', corrected });
  }
}

function refusedView(error: unknown): CorrectedView {
  const { sentence, remedies } = explain(error);
  const isPermanent = error instanceof BadRequestError || error instanceof NotFoundError;
  const retry = isPermanent ? [] : [{ id: 'retry', label: vscode.l10n.t('Retry') }];
  const actions = remedies.map(({ label, command }) => ({ id: command, label }));
  return { kind: 'refused', sentence, actions: [...retry, ...actions] };
}
