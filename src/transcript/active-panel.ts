import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { TranscriptPanel } from './panel.ts';
import { panelsOf } from './panels.ts';

/** The transcript that a command is for: an open one of the call that is named, or else the active one. */
export function panelFor(services: Services, callId: string | undefined): TranscriptPanel {
  const panels = panelsOf(services);
  const { active } = panels;
  const panel = callId === undefined || active?.target.callId === callId ? active : panels.find(callId, undefined);
  if (panel !== undefined) return panel;
  throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of the call first.'));
}
