import * as vscode from 'vscode';
import type { PlayerSettings, RecordingView } from '../shared/audio.ts';
import { durationOf, type Transcript } from '../triage/transcript/transcript.ts';

/** What the page can know of a recording that nobody asked for yet. Whether there is one, the service alone knows. */
export function recordingViewOf({ details, running }: Transcript, settings: PlayerSettings): RecordingView {
  const unrecorded = details.record === false && (details.recording_url ?? '') === '';
  const absent = running
    ? vscode.l10n.t('The recording will be available after the call ends.')
    : unrecorded
      ? vscode.l10n.t('This call was not recorded.')
      : null;
  return { ...settings, absent, duration: durationOf(details) };
}
