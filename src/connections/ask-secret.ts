import * as vscode from 'vscode';
import { parseKey } from '../api/key.ts';
import { parseClientSecret, parsePrivateKey, type TalkdeskAuth } from '../api/talkdesk/endpoint.ts';
import { orCancelled } from '../editor/errors/cancelled.ts';
import { explain } from '../editor/errors/explain.ts';
import type { AnyConnection } from '../editor/sessions/connections.ts';
import { askInput } from '../editor/prompts/input.ts';
import { InvalidArgumentError } from '../triage/errors.ts';
import { boundOrigins } from '../triage/sessions/talkdesk-connection.ts';

const longestKeyFile = 64 * 1024;

/** Lists the origins that a connection's secret is for. */
export function originsOf(connection: AnyConnection): string {
  if (connection.baseUrl === null) return '';
  return connection.kind === 'talkdesk' ? boundOrigins(connection) : new URL(connection.baseUrl).origin;
}

/** Asks for the key of a connection in a password box, or for the file of a private key. */
export function askSecret(connection: AnyConnection, title: string): Promise<string> {
  const origins = originsOf(connection);
  if (connection.kind !== 'talkdesk') {
    const prompt = vscode.l10n.t("API key for {0}. Stored in the editor's secret storage.", origins);
    return askTyped(title, prompt, parseKey);
  }
  return askTalkdeskSecret(connection.auth, origins, title);
}

export function askTalkdeskSecret(auth: TalkdeskAuth, origins: string, title: string): Promise<string> {
  if (auth.kind === 'jwt') return askPrivateKey(auth.algorithm, title);
  const prompt = vscode.l10n.t("Client secret for {0}. Stored in the editor's secret storage.", origins);
  return askTyped(title, prompt, parseClientSecret);
}

async function askTyped(title: string, prompt: string, parse: (text: string) => string): Promise<string> {
  const text = await askInput({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      try {
        parse(typed);
        return undefined;
      } catch (error) {
        return explain(error).sentence;
      }
    },
  });
  return orCancelled(text);
}

async function askPrivateKey(algorithm: Parameters<typeof parsePrivateKey>[1], title: string): Promise<string> {
  const [file] = orCancelled(
    await vscode.window.showOpenDialog({
      title,
      openLabel: vscode.l10n.t('Use This Private Key'),
      filters: { PEM: ['pem', 'key', 'p8'], [vscode.l10n.t('All Files')]: ['*'] },
    }),
  );
  const text = await readKeyFile(orCancelled(file));
  parsePrivateKey(text, algorithm);
  return text;
}

/** @throws InvalidArgumentError when the file cannot be read or is too large */
export async function readKeyFile(file: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size <= longestKeyFile) return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    throw new InvalidArgumentError('privateKey', vscode.l10n.t('Could not open the private key file.'));
  }
  throw new InvalidArgumentError('privateKey', vscode.l10n.t('The file is too large for a private key.'));
}
