import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Call } from '../../editor/call.ts';
import type { Attachment } from '../../api/talkdesk/attachments.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { showStatusMessage } from '../../editor/notices.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { askText, connectionTarget, refuseToAsk } from '../../editor/prompts/ask.ts';
import type { Services } from '../../editor/services.ts';
import { shortDate } from '../../editor/words/format.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import type { TalkdeskSession } from '../../triage/sessions/talkdesk-session.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { askTalkdesk } from '../ask-talkdesk.ts';
import { sizeInWords } from '../transfer.ts';
import { askAndSave, save } from '../save.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { waitInUi } from '../../editor/progress.ts';

/**
 * Shows an attachment's details, and saves it or copies its download link. A script gets the details with a link that
 * holds `expiresIn` seconds; with `saveTo` the file is saved, at most `maxBytes` of it.
 */
export default defineCommand({
  args: z.object({
    attachmentId: z.optional(z.string().check(z.minLength(1))),
    saveTo: z.optional(uriArgument),
    maxBytes: z.optional(z.int().check(z.positive())),
    ...connectionTarget,
    talkdeskId: z.optional(z.string().check(z.minLength(1))),
  }),
  async run(services, args, call) {
    const wanted = args.attachmentId ?? (await askAttachment(services, call));
    const made = await services.made.find(wanted);
    const known = made !== undefined && services.connections.read().talkdesk.some(({ id }) => id === made.talkdeskId);
    const talkdesk = await askTalkdesk(services, { ...(known ? { talkdeskId: made.talkdeskId } : {}), ...args }, call);
    const reading = talkdesk.api.attachments.get(wanted);
    const attachment = await waitInUi(call, vscode.l10n.t('Loading attachment'), reading);
    if (call.fromUi) return show(talkdesk, attachment, call);
    if (args.saveTo === undefined) return { ...attachment, ...(await linkOf(talkdesk, wanted)) };
    const maxBytes = args.maxBytes ?? attachment.size;
    if (maxBytes === null) throw new InvalidArgumentError('maxBytes', 'The size is not known: give "maxBytes".');
    await save(talkdesk, attachment, args.saveTo, maxBytes, call);
    return { ...attachment, savedTo: args.saveTo.toString() };
  },
});

async function linkOf({ api }: TalkdeskSession, attachmentId: string) {
  const { url, expire_time } = await api.downloadLinks.get(attachmentId);
  return { downloadUrl: url, expiresIn: expire_time };
}

async function askAttachment(services: Services, call: Call): Promise<string> {
  refuseToAsk(call, 'attachmentId');
  const { l10n } = vscode;
  const other = { label: l10n.t('Enter an ID…'), value: '' };
  const made = (await services.made.all()).toReversed().map((one) => ({
    label: printable(one.name),
    description: [one.size === null ? '' : sizeInWords(one.size), shortDate(one.madeAt)].filter(Boolean).join(' · '),
    value: one.attachmentId,
  }));
  const title = l10n.t('Open Attachment');
  const picked = made.length === 0 ? other : orCancelled(await pickOne([...made, other], { title }));
  return picked.value === ''
    ? askText(call, 'attachmentId', { title, prompt: l10n.t('Talkdesk attachment ID') })
    : picked.value;
}

async function show(talkdesk: TalkdeskSession, attachment: Attachment, call: Call): Promise<undefined> {
  const { l10n } = vscode;
  const { id, name, size, type, state } = attachment;
  const sizeText = size === null ? l10n.t('of unknown size') : sizeInWords(size);
  const actions = [
    {
      label: l10n.t('Save As…'),
      iconPath: new vscode.ThemeIcon('save-as'),
      description: sizeText,
      act: () => askAndSave(talkdesk, attachment, call),
    },
    {
      label: l10n.t('Copy Download Link'),
      iconPath: new vscode.ThemeIcon('link'),
      description: l10n.t('Anyone with the link can read the file for a few minutes'),
      act: () => copyLink(talkdesk, id, call),
    },
    {
      label: l10n.t('Copy ID'),
      iconPath: new vscode.ThemeIcon('copy'),
      description: id,
      act: () => vscode.env.clipboard.writeText(id),
    },
  ];
  const facts = [type, state, sizeText, talkdesk.connection.label].filter((fact) => fact !== null && fact !== '');
  const title = printable(name) || id;
  const picked = await pickOne(actions, { title, placeHolder: printable(facts.join(' · ')) });
  await orCancelled(picked).act();
  return undefined;
}

async function copyLink(talkdesk: TalkdeskSession, attachmentId: string, call: Call): Promise<void> {
  const reading = linkOf(talkdesk, attachmentId);
  const { downloadUrl, expiresIn } = await waitInUi(call, vscode.l10n.t('Loading attachment'), reading);
  await vscode.env.clipboard.writeText(downloadUrl);
  const minutes = Math.round(expiresIn / 60);
  showStatusMessage(vscode.l10n.t('Copied a link that is valid for {0} minutes', minutes), 5000);
}
