import * as vscode from 'vscode';
import { fromView } from '../editor/call.ts';
import type { RecordingPart } from '../api/bland/recordings.ts';
import { ForbiddenError, NotFoundError, UnauthorizedError } from '../api/errors.ts';
import { isCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import type { AudioMessage } from '../shared/audio.ts';
import { loggedAs } from '../shared/logged-as.ts';
import type { PageAction, PageMessageOf } from '../shared/messages.ts';
import { fetchRecording } from '../triage/calls/recording.ts';
import type { TranscriptPanel } from './panel.ts';
import { callIdOf } from './target.ts';
import { audioTypeOf } from './recording-file.ts';

/** A recording of up to this size stays in memory while its panel is open, for when the page is shown again. Bytes. */
const keptBytes = 16 * 1024 * 1024;

/** Brings a call's recording to its page: fetched when it is asked for, and no longer once the panel is closed. */
export class PanelRecording implements vscode.Disposable {
  readonly #panel: TranscriptPanel;
  readonly #following: { dispose(): void };
  readonly #closed = new AbortController();
  #parts: RecordingPart[] = [];
  #complete = false;
  #fetching: Promise<void> | undefined;
  #mediaType = '';

  constructor(panel: TranscriptPanel) {
    this.#panel = panel;
    this.#following = panel.services.player.onDidChange((settings) => this.#post({ kind: 'settings', settings }));
  }

  dispose(): void {
    this.#following.dispose();
    this.#closed.abort();
    this.#parts = [];
  }

  async answer(request: PageMessageOf<'audio'>['request']): Promise<void> {
    switch (request.kind) {
      case 'load':
        await this.#load();
        return;
      case 'settings':
        await this.#panel.services.player.change({ speed: request.speed, skipSilence: request.skipSilence });
        return;
      case 'unplayable': {
        const sentence =
          this.#mediaType === ''
            ? vscode.l10n.t('The editor cannot play this recording.')
            : vscode.l10n.t('The editor cannot play this recording ({0}).', this.#mediaType);
        this.#post({ kind: 'failed', sentence, actions: [openAction(), saveAction()] });
        return;
      }
      case 'open':
      case 'save': {
        const { target } = this.#panel;
        const callId = callIdOf(target);
        if (callId === undefined) return;
        const { connectionId } = target;
        const command = request.kind === 'open' ? 'callTriage.openRecording' : 'callTriage.saveRecording';
        await vscode.commands.executeCommand(command, { [fromView]: true, callId, connectionId });
      }
    }
  }

  /** Sends what is there, and has the rest follow. */
  async #load(): Promise<void> {
    for (const part of this.#parts) this.#postPart(part);
    if (this.#complete) this.#post({ kind: 'end' });
    else await (this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined)));
  }

  async #fetch(): Promise<void> {
    const { signal } = this.#closed;
    const callId = callIdOf(this.#panel.target);
    if (callId === undefined) return;
    this.#parts = [];
    try {
      for await (const part of fetchRecording(this.#panel.session.api, callId, signal)) {
        this.#mediaType = audioTypeOf(part);
        this.#parts.push(part);
        this.#postPart(part);
      }
      this.#post({ kind: 'end' });
      this.#complete = this.#parts.reduce((sum, { bytes }) => sum + bytes.length, 0) <= keptBytes;
      if (!this.#complete) this.#parts = [];
    } catch (error) {
      this.#parts = [];
      if (signal.aborted || isCancelled(error)) return;
      const { sentence, remedies } = explain(error);
      this.#panel.services.log.warn(loggedAs(error));
      const retry = { id: 'retry', label: vscode.l10n.t('Retry') };
      const elsewhere = isForGood(error) ? [] : [openAction()];
      const actions = remedies.map(({ label, command }) => ({ id: command, label }));
      this.#post({ kind: 'failed', sentence, actions: [...elsewhere, retry, ...actions] });
    }
  }

  #postPart({ position, total, bytes, mediaType }: RecordingPart): void {
    // A buffer of Node's is a view into a larger one, all of which would go along.
    this.#post({ kind: 'part', position, total, mediaType: audioTypeOf({ mediaType }), bytes: new Uint8Array(bytes) });
  }

  #post(audio: AudioMessage): void {
    this.#panel.post({ type: 'audio', audio });
  }
}

const openAction = (): PageAction => ({ id: 'open', label: vscode.l10n.t('Open Externally') });
const saveAction = (): PageAction => ({ id: 'save', label: vscode.l10n.t('Save Recording…') });

/** A link would be refused for the same reason. */
function isForGood(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof UnauthorizedError || error instanceof ForbiddenError;
}
