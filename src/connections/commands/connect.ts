import { connectTalkdesk } from '../connect-talkdesk.ts';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { parseBaseUrl } from '../../api/address.ts';
import { orCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { uriArgument } from '../../editor/uri-argument.ts';
import { defineCommand } from '../../editor/command.ts';
import { askInput } from '../../editor/prompts/input.ts';
import { pickOne } from '../../editor/prompts/picks.ts';
import { defaultBaseUrl } from '../../triage/sessions/connection.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { askSecret, readKeyFile } from '../ask-secret.ts';
import { freeId } from '../free-id.ts';
import { testAndReport } from '../test-and-report.ts';

/**
 * Adds a connection to user settings, and its key to SecretStorage. Asks for kind, address and key; a
 * script passes them. Do not put a key into a keybinding or a task: those are files.
 */
export default defineCommand({
  args: z.object({
    id: z.optional(z.string()),
    kind: z.optional(z.string()),
    label: z.optional(z.string()),
    baseUrl: z.optional(z.string()),
    dashboardUrl: z.optional(z.string()),
    account: z.optional(z.string()),
    region: z.optional(z.string()),
    tokenUrl: z.optional(z.string()),
    clientId: z.optional(z.string()),
    auth: z.optional(z.string()),
    keyId: z.optional(z.string()),
    algorithm: z.optional(z.string()),
    apiKey: z.optional(z.string()),
    /** A file with the private key of a Talkdesk client that signs. */
    privateKey: z.optional(uriArgument),
  }),
  async run(services, args, call) {
    const { connections } = services;
    if (!call.fromUi) {
      if (args.id === undefined) throw new InvalidArgumentError('id', 'The argument "id" is missing.');
      if (args.kind === undefined) throw new InvalidArgumentError('kind', 'The argument "kind" is missing.');
      const { apiKey, privateKey, id, kind, ...rest } = args;
      const key = apiKey ?? (privateKey === undefined ? undefined : await readKeyFile(privateKey));
      await connections.save({ id, kind, ...rest }, key);
      await connections.choose(id);
      return { connectionId: id };
    }
    const { l10n } = vscode;
    const kind = orCancelled(
      await pickOne(
        [
          { label: 'Bland AI', description: l10n.t('Your account, with an API key'), value: 'bland' },
          {
            label: 'Talkdesk',
            description: l10n.t('Attachments, with an OAuth client'),
            value: 'talkdesk',
          },
          {
            label: l10n.t('Local (sandbox)'),
            description: l10n.t('Sample calls and your own files, on this machine; needs no key'),
            value: 'sandbox',
          },
        ],
        { title: l10n.t('Connect to…') },
      ),
    ).value;
    if (kind === 'sandbox') return vscode.commands.executeCommand('callTriage.openSandbox', {});
    if (kind === 'talkdesk') return { connectionId: await connectTalkdesk(services) };
    const baseUrl = await askAddress();
    const { host } = new URL(baseUrl);
    const id = freeId(connections, host.split('.')[0] ?? 'bland', 'bland');
    const made = { id, kind: 'bland', label: id, baseUrl, implicit: false } as const;
    const apiKey = await askSecret(made, l10n.t('Connect to {0}', host));
    await connections.save({ id, kind: 'bland', label: `Bland AI (${host})`, baseUrl }, apiKey);
    await connections.choose(id);
    await testAndReport(services, id);
    return { connectionId: id };
  },
});

async function askAddress(): Promise<string> {
  const { l10n } = vscode;
  const other = { label: l10n.t('Other Address…'), value: '' };
  const picked = orCancelled(
    await pickOne([...regions.map(({ name, url }) => ({ label: name, description: url, value: url })), other], {
      title: l10n.t('Choose the Region of the Account'),
    }),
  );
  if (picked.value !== '') return picked.value;
  const typed = await askInput({
    title: l10n.t('Service Address'),
    prompt: l10n.t('HTTPS, or HTTP on this machine only'),
    value: defaultBaseUrl,
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        parseBaseUrl(text);
        return undefined;
      } catch (error) {
        return explain(error).sentence;
      }
    },
  });
  return parseBaseUrl(orCancelled(typed)).href;
}

/** The documented hosts. A key works on its own region's host only. */
const regions: readonly { readonly name: string; readonly url: string }[] = [
  { name: 'United States', url: defaultBaseUrl },
  { name: 'Europe', url: 'https://eu.api.bland.ai' },
  { name: 'Canada', url: 'https://ca.api.bland.ai' },
  { name: 'Asia and Australia', url: 'https://asia.api.bland.ai' },
];
