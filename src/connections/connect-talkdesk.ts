import * as vscode from 'vscode';
import { type SigningAlgorithm, signingAlgorithms, type TalkdeskAuth } from '../api/talkdesk/endpoint.ts';
import { isTalkdeskAccount, talkdeskHosts, type TalkdeskRegion } from '../api/talkdesk/hosts.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { askInput } from '../editor/prompts/input.ts';
import { pickOne } from '../editor/prompts/picks.ts';
import type { Services } from '../editor/services.ts';
import { askTalkdeskSecret } from './ask-secret.ts';
import { freeId } from './free-id.ts';
import { testAndReport } from './test-and-report.ts';

/** Adds a Talkdesk connection step by step, and tests it. @returns the connection's ID */
export async function connectTalkdesk(services: Services): Promise<string> {
  const { connections } = services;
  const { l10n } = vscode;
  const title = l10n.t('Connect to Talkdesk');
  const region = await askRegion(title);
  const account = await askLine(title, l10n.t('Account name, as in NAME.talkdeskid.com'), (text) =>
    isTalkdeskAccount(text) ? undefined : l10n.t('An account name has letters, digits and dashes only.'),
  );
  const clientId = await askLine(title, l10n.t('OAuth client ID'), (text) =>
    /^[\x21-\x7e]{1,200}$/.test(text) ? undefined : l10n.t('Enter one word without spaces.'),
  );
  const auth = await askAuth(title);
  const { baseUrl, tokenUrl } = talkdeskHosts(account, region);
  const origins = `${new URL(tokenUrl).origin}, ${new URL(baseUrl).origin}`;
  const secret = await askTalkdeskSecret(auth, origins, title);
  const id = freeId(connections, 'talkdesk');
  const { kind, ...signing } = auth;
  const label = `Talkdesk (${account})`;
  await connections.save({ id, kind: 'talkdesk', label, account, region, clientId, auth: kind, ...signing }, secret);
  await connections.choose(id);
  await testAndReport(services, id);
  return id;
}

async function askRegion(title: string): Promise<TalkdeskRegion> {
  const { l10n } = vscode;
  const regions: (vscode.QuickPickItem & { readonly value: TalkdeskRegion })[] = [
    { label: l10n.t('United States'), description: 'talkdeskapp.com', value: 'US' },
    { label: l10n.t('Europe'), description: 'talkdeskapp.eu', value: 'EU' },
    { label: l10n.t('Canada'), description: 'talkdeskappca.com', value: 'CA' },
    { label: l10n.t('Australia'), description: 'talkdeskapp.au', value: 'AU' },
  ];
  const placeHolder = l10n.t('Choose the Region of the Account');
  return orCancelled(await pickOne(regions, { title, placeHolder, ignoreFocusOut: true })).value;
}

async function askAuth(title: string): Promise<TalkdeskAuth> {
  const { l10n } = vscode;
  const ways = [
    { label: l10n.t('Client secret'), description: 'Basic', value: 'basic' as const },
    { label: l10n.t('Private key'), description: l10n.t('signed assertion (JWT)'), value: 'jwt' as const },
  ];
  const placeHolder = l10n.t('Choose How the Client Signs In');
  const way = orCancelled(await pickOne(ways, { title, placeHolder, ignoreFocusOut: true })).value;
  if (way === 'basic') return { kind: 'basic' };
  const keyId = await askLine(title, l10n.t('ID of the public key (kid)'), (text) =>
    text === '' ? l10n.t('Enter a name.') : undefined,
  );
  const algorithms = signingAlgorithms.map((label): { label: SigningAlgorithm } => ({ label }));
  const which = { title, placeHolder: l10n.t('Key Algorithm'), ignoreFocusOut: true };
  const { label: algorithm } = orCancelled(await pickOne(algorithms, which));
  return { kind: 'jwt', keyId, algorithm };
}

async function askLine(title: string, prompt: string, fault: (text: string) => string | undefined): Promise<string> {
  const text = await askInput({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (typed) => fault(typed.trim()),
  });
  return orCancelled(text).trim();
}
