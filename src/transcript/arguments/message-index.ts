import * as vscode from 'vscode';
import type { Services } from '../../editor/services.ts';
import { InvalidArgumentError } from '../../triage/errors.ts';
import { indexesNamed, indexIn, type MessageName } from '../../triage/transcript/message-name.ts';
import { panelsOf } from '../panel/panels.ts';
import { callIdOf } from '../target.ts';

interface MessageArguments {
  readonly connectionId?: string | undefined;
  readonly callId?: string | undefined;
  readonly messageIndex?: MessageName | undefined;
}

/**
 * Returns the arguments with a time in `messageIndex` replaced by an index. It is looked up in the call that they name, or in
 * the active one.
 *
 * @throws InvalidArgumentError when no message, or more than one, was said at that time
 */
export async function withMessageIndex<A extends MessageArguments>(
  services: Services,
  args: A,
): Promise<Omit<A, 'messageIndex'> & { readonly messageIndex?: number | undefined }> {
  const { messageIndex: name, ...rest } = args;
  if (name === undefined) return rest;
  const known = indexIn(name);
  if (known !== undefined) return { ...rest, messageIndex: known };
  const active = panelsOf(services).active?.target;
  const callId = args.callId ?? callIdOf(active);
  if (callId === undefined) throw new InvalidArgumentError('callId', vscode.l10n.t('Name the call of the message.'));
  const session = services.session(args.connectionId ?? active?.connectionId);
  const { rows } = await session.transcripts.get(callId);
  const [index, ...others] = indexesNamed(name, rows);
  if (index === undefined) {
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('The call has no message at {0}.', name));
  }
  if (others.length > 0) {
    const all = [index, ...others].map((one) => `#${one}`).join(', ');
    throw new InvalidArgumentError('messageIndex', vscode.l10n.t('Several messages are at {0}: {1}.', name, all));
  }
  return { ...rest, messageIndex: index };
}
