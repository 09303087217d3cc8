import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { RecordingPart } from '../api/bland/recordings.ts';
import { fetchRemoteRecording } from '../api/remote-recording.ts';
import { RemoteRecordingError } from '../triage/calls/errors.ts';
import { KeyValueStore } from '../triage/key-value-store.ts';
import type { RemoteFetch } from '../triage/calls/recording.ts';
import type { Session } from '../triage/sessions/session.ts';
import { confirm } from './notices.ts';
import type { Services } from './services.ts';

/** Recordings that imported calls name elsewhere. Each site is asked about once on this machine. */
export class RemoteRecordings {
  readonly #services: Services;
  readonly #allowed: KeyValueStore<true>;

  constructor(services: Services) {
    this.#services = services;
    this.#allowed = new KeyValueStore(services.database, 'recording-sites', z.literal(true));
  }

  /**
   * Returns the way to recordings elsewhere; undefined for connections whose service has its own.
   *
   * @param asks asks a person about a site; otherwise only sites that are known are used
   */
  of({ connection }: Pick<Session, 'connection'>, asks: boolean): RemoteFetch | undefined {
    if (connection.kind !== 'sandbox') return undefined;
    return (address, signal, maxBytes): Promise<RecordingPart> =>
      fetchRemoteRecording(this.#services.network.transport, address, {
        signal,
        maxBytes,
        allow: (origin) => this.#allow(origin, asks),
      });
  }

  /** @throws RemoteRecordingError */
  async #allow(origin: string, asks: boolean): Promise<void> {
    if ((await this.#allowed.get(origin)) === true) return;
    const { host } = new URL(origin);
    if (!asks) throw new RemoteRecordingError(host);
    const { l10n } = vscode;
    const detail = l10n.t('The imported file names its recording there. This site will not be asked about again.');
    await confirm(l10n.t('Load recordings from {0}?', host), detail, l10n.t('Load')).catch(() => {
      throw new RemoteRecordingError(host);
    });
    await this.#allowed.set(origin, true);
  }
}
