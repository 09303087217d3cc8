import * as vscode from 'vscode';
import type { FlagTypeChoice } from '../shared/transcript.ts';
import { isSameType, type PinnedTypes, pinType, readPinnedTypes } from '../triage/flags/pinned-types.ts';
import type { Session } from '../triage/sessions/session.ts';

const setting = 'callTriage.flagTypes.pinned';

function pinnedTypes(): PinnedTypes {
  return readPinnedTypes(vscode.workspace.getConfiguration().get<unknown>(setting));
}

/** Returns the flag types in the order that all pickers share. */
export function flagTypeChoices({ flagTypes }: Session): readonly FlagTypeChoice[] {
  return flagTypes.choices(pinnedTypes().pinned);
}

export function isPinned(type: string): boolean {
  return pinnedTypes().pinned.some((pin) => pin !== '' && isSameType(pin, type));
}

/** Pins a flag type to a digit, or unpins it (null), in workspace settings if the setting is there, else in user settings. */
export async function setPinned(type: string, digit: number | null): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const found = configuration.inspect<unknown>(setting);
  const inWorkspace = found?.workspaceValue !== undefined;
  const before = inWorkspace ? found.workspaceValue : found?.globalValue;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(setting, pinType(before, type, digit), target);
}

/** Explains which entries of the setting are ignored; undefined when none are. */
export function explainPinned(): string | undefined {
  const { unusable } = pinnedTypes();
  if (unusable.length === 0) return undefined;
  return vscode.l10n.t('Ignored in the setting {0}: {1}.', setting, unusable.join(', '));
}
