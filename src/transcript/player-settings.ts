import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Services } from '../editor/services.ts';
import { type PlayerSettings, type RecordingView, speeds, usualPlayer } from '../shared/audio.ts';
import { durationOf, type Transcript } from '../triage/transcript.ts';
import { Emitter } from '../shared/event.ts';

const key = 'callTriage.player';

/** Anything that was kept by mistake counts as nothing. */
const settingsSchema = z.object({ speed: z.literal(speeds), skipSilence: z.boolean() });

const changed = new Emitter<PlayerSettings>();
/** Fires when a setting is changed in this window. */
export const onDidChangePlayer = changed.event;

/** How recordings are played, in every window of this machine. */
export function readPlayerSettings(services: Services): PlayerSettings {
  return settingsSchema.safeParse(services.context.globalState.get<unknown>(key)).data ?? usualPlayer;
}

/** Keeps what was changed, and has the players of this window follow. */
export async function changePlayerSettings(
  services: Services,
  change: Partial<PlayerSettings>,
): Promise<PlayerSettings> {
  const settings = { ...readPlayerSettings(services), ...change };
  changed.fire(settings);
  await services.context.globalState.update(key, settings);
  return settings;
}

/** What the page can know of a recording that nobody asked for yet. Whether there is one, the service alone knows. */
export function recordingViewOf({ details, running }: Transcript, settings: PlayerSettings): RecordingView {
  const unrecorded = details.record === false && (details.recording_url ?? '') === '';
  const absent = running
    ? vscode.l10n.t('The recording is there once the call has ended.')
    : unrecorded
      ? vscode.l10n.t('This call was not recorded.')
      : null;
  return { ...settings, absent, duration: durationOf(details) };
}
