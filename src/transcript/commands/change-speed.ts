import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { defineCommand } from '../../editor/command.ts';
import { askPick } from '../../editor/prompts/ask.ts';
import { speeds } from '../../shared/audio.ts';

/** Sets the playback speed of recordings. */
export default defineCommand({
  args: z.object({ speed: z.optional(z.literal(speeds)) }),
  async run({ player }, args, call) {
    const { speed: now } = await player.load();
    const choices = speeds.map((value) => ({
      label: `${value}×`,
      description: value === now ? vscode.l10n.t('current') : '',
      value,
    }));
    const speed = args.speed ?? (await askPick(call, 'speed', vscode.l10n.t('Change Playback Speed'), choices));
    const settings = await player.change({ speed });
    return { speed: settings.speed };
  },
});
