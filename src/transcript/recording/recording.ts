import * as vscode from 'vscode';
import type { RecordingPart } from '../../api/bland/recordings.ts';
import { ForbiddenError, NotFoundError, UnauthorizedError } from '../../api/errors.ts';
import { fromView } from '../../editor/call.ts';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { RemoteRecordings } from '../../editor/remote-recordings.ts';
import type { Services } from '../../editor/services.ts';
import type { AudioMessage } from '../../shared/audio.ts';
import { loggedAs } from '../../shared/logged-as.ts';
import type { PageMessageOf } from '../../shared/messages.ts';
import type { PageAction } from '../../shared/page-action.ts';
import type { PanelPort } from '../panel/ports.ts';
import { callIdOf } from '../target.ts';
import { audioTypeOf } from './recording-file.ts';

/** The largest recording, in bytes, that is kept in memory while its panel is open, for a page that is shown again. */
const maxCachedBytes = 16 * 1024 * 1024;

interface Port extends Omit<PanelPort, 'say'> {
  /** Posts the suggestions again, some of which are made from the sound. */
  showEvents(): Promise<void>;
}

/** The recording of a panel's call, fetched when the player asks for it. */
export class PanelRecording implements vscode.Disposable {
  readonly #panel: Port;
  readonly #services: Pick<Services, 'log' | 'player' | 'once'>;
  readonly #subscription: { dispose(): void };
  readonly #disposed = new AbortController();
  #parts: RecordingPart[] = [];
  /** All parts are cached. */
  #isComplete = false;
  /** The page has had all of it, once at least. */
  #isSent = false;
  #fetching: Promise<void> | undefined;
  #mediaType = '';

  constructor(panel: Port, services: Pick<Services, 'log' | 'player' | 'once'>) {
    this.#panel = panel;
    this.#services = services;
    this.#subscription = services.player.onDidChange((settings) => this.#post({ kind: 'settings', settings }));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#disposed.abort();
    this.#parts = [];
  }

  async handle(request: PageMessageOf<'audio'>['request']): Promise<void> {
    switch (request.kind) {
      case 'load':
        await this.#load();
        return;
      case 'settings':
        await this.#services.player.change({ speed: request.speed, skipSilence: request.skipSilence });
        return;
      case 'unplayable': {
        const sentence =
          this.#mediaType === ''
            ? vscode.l10n.t('The editor cannot play this recording.')
            : vscode.l10n.t('The editor cannot play this recording ({0}).', this.#mediaType);
        this.#post({ kind: 'failed', sentence, actions: [openAction(), saveAction()] });
        return;
      }
      case 'measured': {
        const callId = callIdOf(this.#panel.target);
        // A recording that was never sent cannot have been measured.
        if (callId === undefined || !this.#isSent) return;
        const { seconds, agent, caller } = request;
        this.#panel.session().speech.keep(callId, { seconds, agent, caller });
        await this.#panel.showEvents();
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

  /** Posts the parts fetched so far; the others follow as they arrive. */
  async #load(): Promise<void> {
    for (const part of this.#parts) this.#postPart(part);
    if (this.#isComplete) this.#post({ kind: 'end' });
    else await (this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined)));
  }

  async #fetch(): Promise<void> {
    const { signal } = this.#disposed;
    const callId = callIdOf(this.#panel.target);
    if (callId === undefined) return;
    this.#parts = [];
    try {
      const session = this.#panel.session();
      const remote = this.#services.once(RemoteRecordings).of(session, true);
      for await (const part of session.recordingAhead.take(callId, signal, remote)) {
        this.#mediaType = audioTypeOf(part);
        this.#parts.push(part);
        this.#postPart(part);
      }
      this.#post({ kind: 'end' });
      this.#isSent = true;
      this.#isComplete = this.#parts.reduce((sum, { bytes }) => sum + bytes.length, 0) <= maxCachedBytes;
      if (!this.#isComplete) this.#parts = [];
    } catch (error) {
      this.#parts = [];
      if (signal.aborted || isCancelled(error)) return;
      const { sentence, remedies } = explain(error);
      this.#services.log.warn(loggedAs(error));
      const retry = { id: 'retry', label: vscode.l10n.t('Retry') };
      const open = isPermanent(error) ? [] : [openAction()];
      const actions = remedies.map(({ label, command }) => ({ id: command, label }));
      this.#post({ kind: 'failed', sentence, actions: [...open, retry, ...actions] });
    }
  }

  #postPart({ position, total, bytes, mediaType }: RecordingPart): void {
    // A Node buffer is a view of a larger one, all of which would be copied to the page.
    this.#post({ kind: 'part', position, total, mediaType: audioTypeOf({ mediaType }), bytes: new Uint8Array(bytes) });
  }

  #post(audio: AudioMessage): void {
    this.#panel.post({ type: 'audio', audio });
  }
}

const openAction = (): PageAction => ({ id: 'open', label: vscode.l10n.t('Open Externally') });
const saveAction = (): PageAction => ({ id: 'save', label: vscode.l10n.t('Save Recording…') });

/** A link to the recording would be refused as well. */
function isPermanent(error: unknown): boolean {
  return error instanceof NotFoundError || error instanceof UnauthorizedError || error instanceof ForbiddenError;
}
