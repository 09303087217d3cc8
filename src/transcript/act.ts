import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../editor/command.ts';
import type { KeyAction } from '../shared/keys.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { panelsOf } from './panels.ts';

/** A command that does in the active transcript what one of its keys does. */
export function actCommand(action: KeyAction) {
  return defineCommand({
    args: z.object({}),
    async run(services) {
      const { active } = panelsOf(services);
      if (active === undefined) {
        throw new InvalidArgumentError('transcript', vscode.l10n.t('Open a transcript first.'));
      }
      active.act(action);
      return { action };
    },
  });
}
