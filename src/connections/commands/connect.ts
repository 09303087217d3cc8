import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { parseBaseUrl } from '../../api/address.ts';
import { parseKey } from '../../api/key.ts';
import { given } from '../../editor/cancelled.ts';
import { defineCommand } from '../../editor/command.ts';
import { defaultBaseUrl, isConnectionId } from '../../triage/connection.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { askKey } from '../ask-key.ts';
import { regions } from '../regions.ts';
import { testAndTell } from '../test-and-tell.ts';

/**
 * Sets a connection up: in the user's settings, with its key in SecretStorage. Asks for kind, address and key; a
 * script gives them. Do not put a key into a keybinding or a task: those are files.
 */
export default defineCommand({
  args: z.object({
    id: z.optional(z.string()),
    kind: z.optional(z.string()),
    label: z.optional(z.string()),
    baseUrl: z.optional(z.string()),
    apiKey: z.optional(z.string()),
  }),
  async run(services, args, call) {
    const { connections } = services;
    if (!call.fromUi) {
      if (args.id === undefined) throw new InvalidArgumentError('id', 'The argument "id" is missing.');
      if (args.kind === undefined) throw new InvalidArgumentError('kind', 'The argument "kind" is missing.');
      const { apiKey, id, kind, ...rest } = args;
      if (apiKey !== undefined) parseKey(apiKey);
      await connections.save({ id, kind, ...rest });
      if (apiKey !== undefined) await connections.setKey(id, apiKey);
      await connections.choose(id);
      return { connectionId: id };
    }
    const { l10n } = vscode;
    const kind = given(
      await vscode.window.showQuickPick(
        [
          { label: 'Bland AI', description: l10n.t('your account, with an API key'), value: 'bland' },
          {
            label: l10n.t('Sandbox'),
            description: l10n.t('sample calls on this machine, no key needed'),
            value: 'sandbox',
          },
        ],
        { title: l10n.t('Connect to…') },
      ),
    ).value;
    if (kind === 'sandbox') return vscode.commands.executeCommand('callTriage.openSandbox', {});
    const baseUrl = await askAddress();
    const { host, origin } = new URL(baseUrl);
    const id = freeId(host.split('.')[0] ?? 'bland', new Set(connections.read().connections.map((one) => one.id)));
    const apiKey = await askKey(l10n.t('Connect to {0}', host), origin);
    await connections.save({ id, kind: 'bland', label: `Bland AI (${host})`, baseUrl });
    await connections.setKey(id, apiKey);
    await connections.choose(id);
    await testAndTell(services, id);
    return { connectionId: id };
  },
});

async function askAddress(): Promise<string> {
  const { l10n } = vscode;
  const other = { label: l10n.t('Another address…'), value: '' };
  const picked = given(
    await vscode.window.showQuickPick(
      [...regions.map(({ name, url }) => ({ label: name, description: url, value: url })), other],
      {
        title: l10n.t('Which region is the account in?'),
      },
    ),
  );
  if (picked.value !== '') return picked.value;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Address of the Service'),
    prompt: l10n.t('https, or http on this machine only'),
    value: defaultBaseUrl,
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        parseBaseUrl(text);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  return parseBaseUrl(given(typed)).href;
}

/** An id that nobody has yet, made from a word. */
function freeId(word: string, taken: ReadonlySet<string>): string {
  const base = isConnectionId(word) && word !== 'env' ? word : 'bland';
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
