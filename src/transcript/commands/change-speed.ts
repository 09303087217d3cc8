import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick } from '../../editor/prompts.ts';
import { speeds } from '../../shared/audio.ts';
import { changePlayerSettings, readPlayerSettings } from '../player-settings.ts';

/** Sets how fast recordings are played. */
export default defineCommand({
  args: z.object({ speed: z.optional(z.literal(speeds)) }),
  async run(services, args, call) {
    const now = readPlayerSettings(services).speed;
    const choices = speeds.map((value) => ({
      label: `${value}×`,
      description: value === now ? vscode.l10n.t('current') : '',
      value,
    }));
    const speed = args.speed ?? (await askPick(call, 'speed', vscode.l10n.t('Change Playback Speed'), choices));
    const settings = await changePlayerSettings(services, { speed });
    return { speed: settings.speed };
  },
});
