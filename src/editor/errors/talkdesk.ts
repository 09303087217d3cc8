import * as vscode from 'vscode';
import {
  BadRequestError,
  BytesError,
  ConflictError,
  ForbiddenError,
  ObjectStorageError,
  TokenRefusedError,
} from '../../api/errors.ts';
import { NoTalkdeskError } from '../../triage/sessions/errors.ts';
import type { Explanation } from './explanation.ts';

/** Explains errors about attachments; undefined for those that any service may return. */
export function explainTalkdesk(error: unknown): Explanation | undefined {
  const { l10n } = vscode;
  const setKey = { label: l10n.t('Replace Key…'), command: 'callTriage.setApiKey' } as const;
  const upload = { label: l10n.t('Upload Again…'), command: 'callTriage.uploadAttachment' } as const;
  if (error instanceof NoTalkdeskError) {
    const connect = { label: l10n.t('Connect…'), command: 'callTriage.connect' } as const;
    const choose = { label: l10n.t('Switch…'), command: 'callTriage.switchConnection' } as const;
    return error.choices.length === 0
      ? { sentence: l10n.t('No Talkdesk connection.'), remedies: [connect] }
      : { sentence: l10n.t('Choose a Talkdesk connection.'), remedies: [choose] };
  }
  if (error instanceof TokenRefusedError) {
    const sentence = l10n.t('Talkdesk rejected the client credentials: {0}', error.message);
    return { sentence, remedies: [setKey] };
  }
  if (error instanceof ObjectStorageError) {
    const sentence = error.expired
      ? l10n.t('The upload address has expired.')
      : l10n.t('The file storage rejected the file ({0}): {1}', error.status, error.message);
    return { sentence, remedies: [upload] };
  }
  if (error instanceof BytesError) return { sentence: bytesReason(error), remedies: [] };
  const path = error instanceof BadRequestError || error instanceof ConflictError ? error.request?.path : undefined;
  if (error instanceof ForbiddenError && error.requiredScope?.startsWith('attachments:') === true) {
    const sentence = l10n.t('The client lacks the scope {0}. Add it in Talkdesk.', error.requiredScope);
    return { sentence, remedies: [setKey] };
  }
  if (path?.includes('/attachments/') !== true) return undefined;
  if (error instanceof ConflictError) {
    const sentence = l10n.t('An attachment with this name already exists.');
    return { sentence, remedies: [{ label: l10n.t('Show Pending Changes'), command: 'callTriage.showWaiting' }] };
  }
  if (!(error instanceof BadRequestError)) return undefined;
  const fields = fieldsOf(error);
  const sentence = l10n.t('Rejected by Talkdesk: {0}', fields === '' ? error.message : fields);
  return { sentence, remedies: [upload] };
}

/** Lists the fields that Talkdesk rejected, each with its reason. */
function fieldsOf({ details, paths }: BadRequestError): string {
  const listed: unknown = typeof details === 'object' && details !== null ? Reflect.get(details, 'fields') : undefined;
  const fields = (Array.isArray(listed) ? listed : []).flatMap((field: unknown) => {
    if (typeof field !== 'object' || field === null) return [];
    const { name, description } = field as Record<string, unknown>;
    if (typeof name !== 'string') return [];
    return [typeof description === 'string' ? `${name} ${description}` : name];
  });
  return (fields.length > 0 ? fields : paths).join('; ');
}

/** Says why a file on this machine cannot be read or written. */
export function bytesReason({ fault, systemCode }: BytesError): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'changed':
      return l10n.t('The file changed while it was being read. Try again.');
    case 'not-a-file':
      return l10n.t('Not a file.');
    case 'unreadable':
      return l10n.t('Could not read the file ({0}).', systemCode ?? fault);
    case 'unwritable':
      return systemCode === 'ENOSPC'
        ? l10n.t('Could not write the file: the disk is full.')
        : l10n.t('Could not write the file ({0}).', systemCode ?? fault);
  }
}
