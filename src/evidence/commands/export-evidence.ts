import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { type Call, defineCommand } from '../../editor/command.ts';
import { warn } from '../../editor/notices.ts';
import { issueTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import { isMasked } from '../../editor/masking.ts';
import { given } from '../../editor/errors/cancelled.ts';
import { FileExistsError, InvalidArgumentError } from '../../triage/errors.ts';
import { askTalkdesk } from '../ask-talkdesk.ts';
import { clipboardLimit, toClipboard, toFile, toTalkdesk } from '../export-targets.ts';
import { askFile, askFormat, askSubject, askTarget, bundleName, formats, targets } from '../ask-export.ts';
import { type Bundle, makeBundle } from '../make-bundle.ts';
import { exists } from '../recordings.ts';
import { uriArgument } from '../../editor/uri-argument.ts';

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
 * Makes one bundle of an issue or a call: as a file, on the clipboard, or as a Talkdesk attachment. A script replaces a file
 * that is there only with `overwrite: true`; `recording: true` saves the recordings beside a file.
 */
export default defineCommand({
  args,
  async run(services, named, call) {
    const subject = await askSubject(services, named, call);
    const format = named.format ?? (await askFormat(call));
    const { target, recording } =
      named.target === undefined ? await askTarget(call) : { target: named.target, recording: false };
    const withRecordings = named.recording ?? recording;
    if (withRecordings && target !== 'file') {
      throw new InvalidArgumentError('recording', 'Recordings are saved beside a file: the target must be "file".');
    }
    if (withRecordings && isMasked()) {
      throw new InvalidArgumentError('recording', 'Personal data is masked, and voices cannot be.');
    }
    const name = await bundleName(subject, format);
    if (target === 'file') {
      const file = await whereTo(named, name, call);
      return toFile(await makeBundle(subject, format, withRecordings ? file : undefined, call), file, call);
    }
    const talkdesk = target === 'talkdesk' ? await askTalkdesk(services, named, call) : undefined;
    const bundle = await makeBundle(subject, format, undefined, call);
    if (talkdesk !== undefined) return toTalkdesk(services, talkdesk, subject, bundle, name, call);
    if (call.fromUi && bundle.text.length > clipboardLimit) return instead(bundle, name, call);
    return toClipboard(bundle, call);
  },
});

async function whereTo({ uri, overwrite }: z.infer<typeof args>, name: string, call: Call): Promise<vscode.Uri> {
  if (uri === undefined) {
    refuseToAsk(call, 'uri');
    return askFile(name);
  }
  if (overwrite !== true && (await exists(uri))) throw new FileExistsError(uri.toString());
  return uri;
}

/** A file for what is too large for the clipboard. */
async function instead(bundle: Bundle, name: string, call: Call): Promise<unknown> {
  const { l10n } = vscode;
  const count = (characters: number): string => characters.toLocaleString(vscode.env.language);
  const save = l10n.t('Save as File…');
  const sentence = l10n.t(
    'The text has {0} characters. At most {1} can be copied to the clipboard.',
    count(bundle.text.length),
    count(clipboardLimit),
  );
  given(await warn(sentence, save));
  return toFile(bundle, await askFile(name), call);
}
