import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import type { TranscriptPanel } from './panel.ts';
import { panelsOf } from './panels.ts';
import { callIdOf } from './target.ts';

export interface CallPanel {
  readonly panel: TranscriptPanel;
  readonly callId: string;
}

/** The transcript that a command is for: an open one of the call that is named, or else the active one. */
export function panelFor(services: Services, callId: string | undefined): CallPanel {
  const panels = panelsOf(services);
  const { active } = panels;
  const panel = callId === undefined || callIdOf(active?.target) === callId ? active : panels.find(callId, undefined);
  const shown = callIdOf(panel?.target);
  if (panel !== undefined && shown !== undefined) return { panel, callId: shown };
  throw new InvalidArgumentError('callId', vscode.l10n.t('Open the transcript of the call first.'));
}
