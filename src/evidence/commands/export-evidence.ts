import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import { defineCommand } from '../../editor/command.ts';
import { warn } from '../../editor/notices.ts';
import { issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { isMasked } from '../../editor/masking.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { FileExistsError, InvalidArgumentError } from '../../triage/errors.ts';
import { askTalkdesk } from '../ask-talkdesk.ts';
import { clipboardLimit, exportToClipboard, exportToFile, exportToTalkdesk } from '../export-targets.ts';
import { askFile, askFormat, askSubject, askTarget, bundleName, formats, targets } from '../ask-export.ts';
import { type Bundle, makeBundle } from '../make-bundle.ts';
import { exists } from '../recordings.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { formatNumber } from '../../editor/words/format.ts';

const args = z.object({
  ...issueTarget,
  talkdeskId: z.optional(z.string().check(z.minLength(1))),
  callId: z.optional(z.string().check(z.minLength(1))),
  format: z.optional(z.enum(formats)),
  target: z.optional(z.enum(targets)),
  uri: z.optional(uriArgument),
  overwrite: z.optional(z.boolean()),
  recording: z.optional(z.boolean()),
});

/**
 * Exports an issue or a call to a file, the clipboard, or a Talkdesk attachment. A script replaces a file
 * only with `overwrite: true`; `recording: true` saves the recordings beside the file.
 */
export default defineCommand({
  args,
  async run(services, given, call) {
    const subject = await askSubject(services, given, call);
    const format = given.format ?? (await askFormat(call));
    const { target, recording } =
      given.target === undefined ? await askTarget(call) : { target: given.target, recording: false };
    const withRecordings = given.recording ?? recording;
    if (withRecordings && target !== 'file') {
      throw new InvalidArgumentError('recording', 'Recordings are saved beside a file: the target must be "file".');
    }
    if (withRecordings && isMasked()) {
      throw new InvalidArgumentError('recording', 'Personal data is masked, and voices cannot be.');
    }
    const name = await bundleName(subject, format);
    if (target === 'file') {
      const file = await targetFile(given, name, call);
      return exportToFile(await makeBundle(subject, format, withRecordings ? file : undefined, call), file, call);
    }
    const talkdesk = target === 'talkdesk' ? await askTalkdesk(services, given, call) : undefined;
    const bundle = await makeBundle(subject, format, undefined, call);
    if (talkdesk !== undefined) return exportToTalkdesk(services, talkdesk, subject, bundle, name, call);
    if (call.fromUi && bundle.text.length > clipboardLimit) return saveAsFileInstead(bundle, name, call);
    return exportToClipboard(bundle, call);
  },
});

async function targetFile({ uri, overwrite }: z.infer<typeof args>, name: string, call: Call): Promise<vscode.Uri> {
  if (uri === undefined) {
    refuseToAsk(call, 'uri');
    return askFile(name);
  }
  if (overwrite !== true && (await exists(uri))) throw new FileExistsError(uri.toString());
  return uri;
}

/** Offers a file for a text that is too large for the clipboard. */
async function saveAsFileInstead(bundle: Bundle, name: string, call: Call): Promise<unknown> {
  const { l10n } = vscode;
  const save = l10n.t('Save as File…');
  const sentence = l10n.t(
    'The text has {0} characters. At most {1} can be copied to the clipboard.',
    formatNumber(bundle.text.length),
    formatNumber(clipboardLimit),
  );
  orCancelled(await warn(sentence, save));
  return exportToFile(bundle, await askFile(name), call);
}
