import * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { TranscriptPanel } from '../panel/panel.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

/** Returns an open panel of a call, or the active panel if no call is named. @throws InvalidArgumentError */
export function callPanel(
  services: Services,
  callId: string | undefined,
): { readonly panel: TranscriptPanel; readonly callId: string } {
  const panels = panelsOf(services);
  const { active } = panels;
  const panel = callId === undefined || callIdOf(active?.target) === callId ? active : panels.find(callId, undefined);
  const shown = callIdOf(panel?.target);
  if (panel !== undefined && shown !== undefined) return { panel, callId: shown };
  throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of the call first.'));
}
