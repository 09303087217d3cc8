import * as vscode from 'vscode';
import type { InvalidAddressError } from '../../api/errors.ts';
import { type Explanation, showLog, withoutRemedies } from './explanation.ts';

const example = 'https://api.bland.ai';

/** Explains why an address is not asked. */
export function explainAddress(error: InvalidAddressError): Explanation {
  // The user cannot mend what the service gave.
  const isGiven = error.fault.startsWith('file-') || error.fault.startsWith('recording-');
  return isGiven ? { sentence: addressFault(error), remedies: [showLog()] } : withoutRemedies(addressFault(error));
}

export function addressFault({ fault, host }: Pick<InvalidAddressError, 'fault' | 'host'>): string {
  const { l10n } = vscode;
  switch (fault) {
    case 'missing':
      return l10n.t('Enter an address.');
    case 'characters':
      return l10n.t('An address has no spaces, line breaks or backslashes.');
    case 'no-protocol':
      return l10n.t('An address starts with https://, as in {0}.', example);
    case 'malformed':
      return l10n.t('Not a valid address. It looks like {0}.', example);
    case 'protocol':
      return l10n.t('An address starts with https://. Other protocols are not supported.');
    case 'credentials':
      return l10n.t('The address must not contain a user name or password.');
    case 'query':
      return l10n.t('The address must not contain a query (?) or fragment (#).');
    case 'unencrypted':
      return l10n.t('http:// would send the API key to {0} unencrypted. Use https://.', host ?? '');
    case 'file-malformed':
      return l10n.t('The service returned an invalid address for the file.');
    case 'file-insecure':
      return l10n.t('Not loaded: the address of the file is not secure ({0}).', host ?? '');
    case 'file-redirected':
      return host === null
        ? l10n.t('Not loaded: the file storage redirects to an invalid address.')
        : l10n.t('Not loaded: the file storage redirects to another server ({0}).', host);
    case 'recording-malformed':
      return l10n.t('The address of the recording is not valid.');
    case 'recording-insecure':
      return l10n.t('The address of the recording is not secure.');
  }
}
